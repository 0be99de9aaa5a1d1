// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// What a process has for its standard files.
package enum StandardFiles {
  /// Input and output are one channel, and errors another one.
  case talk(Channel, errors: Channel)
  /// No input; output and errors are written into one file.
  case writing(to: Int32)

  /// Each file is copied from where it is now, in an order in which none is overwritten before it is
  /// copied: a descriptor could be one of 0 to 2 if this process was started without standard files.
  func add(to actions: inout posix_spawn_file_actions_t) {
    switch self {
    case .talk(let talk, let errors):
      posix_spawn_file_actions_adddup2(&actions, talk.descriptor, STDIN_FILENO)
      posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
      // Never one of 0 to 2: it was the fourth file at least to be opened.
      posix_spawn_file_actions_adddup2(&actions, errors.descriptor, STDERR_FILENO)
    case .writing(let file):
      posix_spawn_file_actions_adddup2(&actions, file, STDOUT_FILENO)
      posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
  }
}

/// Starts a process: its path, which is its name, and its arguments. `posix_spawn` rather than
/// `Process`, which waits for all that hold the process's files, and rather than `fork`, after which
/// a program with threads can do next to nothing.
func spawn(
  _ command: [String], _ environment: [String], _ files: StandardFiles
) throws(Errno) -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  files.add(to: &actions)

  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // Signals that we ignore or block would be so for the process too.
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setpgroup(&attributes, 0)
  let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
  posix_spawnattr_setflags(&attributes, Int16(flags))

  var identifier: pid_t = 0
  let code = withCStrings(command) { arguments in
    withCStrings(environment) { environment in
      posix_spawn(&identifier, command[0], &actions, &attributes, arguments, environment)
    }
  }
  if code != 0 { throw Errno(code: code) }
  return identifier
}

/// Calls `body` with the strings as C takes a list of them: with a null pointer at its end.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}
