// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// A process that was started, until it is killed and closed.
///
/// It leads a process group of its own, for two reasons. Ctrl-C at a terminal goes to the whole
/// foreground group: the command ends its run in good order then, and must not find that its workers
/// died under it. And whatever the worker started is killed with it.
struct Spawned {
  private let identifier: pid_t
  /// Its standard input and output.
  let talk: Channel
  /// Its standard error.
  let errors: Channel

  /// - Throws: where the executable cannot be run, or no more processes or files can be had.
  init(_ pool: WorkerPool) throws(WorkerError) {
    do throws(Errno) {
      let talk = try Channel.pair()
      defer { talk.theirs.close() }
      do throws(Errno) {
        let errors = try Channel.pair()
        defer { errors.theirs.close() }
        do throws(Errno) {
          identifier = try spawn(pool, talk: talk.theirs, errors: errors.theirs)
        } catch {
          errors.ours.close()
          throw error
        }
        self.errors = errors.ours
      } catch {
        talk.ours.close()
        throw error
      }
      self.talk = talk.ours
    } catch { throw WorkerError(pool.executable, code: error.code) }
  }

  /// Kills the process and its group, and waits for it.
  ///
  /// - Returns: how it died. That is not by our hand if it was dying already: the system settles the
  ///   status of a process before it closes its files.
  func kill() -> String {
    // Its number cannot be another's yet: that is so until it is waited for.
    _ = Foundation.kill(-identifier, SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      // Only where SIGCHLD is ignored: the system has reaped it.
      if errno != EINTR { return "died" }
    }
    let signal = status & 0x7f
    if signal == 0 { return "exited with status \(status >> 8 & 0xff)" }
    return "died of signal \(signal) (\(strsignal(signal).map { String(cString: $0) } ?? "?"))"
  }

  func close() {
    talk.close()
    errors.close()
  }
}

/// Starts the process. `posix_spawn` rather than `Process`, which knows no process groups, and rather
/// than `fork`, after which a program with threads can do next to nothing.
private func spawn(
  _ pool: WorkerPool, talk: Channel, errors: Channel
) throws(Errno) -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, talk.descriptor, STDIN_FILENO)
  // From where it is now: `talk` itself could be in one of these places, if we were started without
  // standard files. `errors` cannot, as it was the fourth file at least to be opened.
  posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
  posix_spawn_file_actions_adddup2(&actions, errors.descriptor, STDERR_FILENO)

  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // Signals that we ignore or block would be so for the worker too.
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setpgroup(&attributes, 0)
  let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
  posix_spawnattr_setflags(&attributes, Int16(flags))

  let path = pool.executable.path
  let environment = pool.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  var identifier: pid_t = 0
  let code = withCStrings([path] + pool.arguments) { arguments in
    withCStrings(environment) { environment in
      posix_spawn(&identifier, path, &actions, &attributes, arguments, environment)
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
