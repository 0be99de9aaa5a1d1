// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// The worker's side of a ``WorkerPool``.
public enum WorkerLoop {
  /// Reads requests from standard input until it ends, and writes an answer to each on standard
  /// output, one line each. To be called once, for the rest of the process's work: what else is
  /// written to standard output from then on goes to standard error.
  ///
  /// The process ends at once, whatever it is at, when its parent has died.
  ///
  /// - Parameter answer: gets a request without its newline; what it returns holds none either.
  public static func run(_ answer: (String) -> String) {
    endWithParent()
    // A line that a library prints would be taken for an answer.
    let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    run(input: STDIN_FILENO, output: output, answer)
  }

  /// Answers what comes from one file into another, until the one ends or the other is closed.
  static func run(input: Int32, output: Int32, _ answer: (String) -> String) {
    var requests = LineBuffer()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      while let request = requests.next() {
        let text = answer(request)
        precondition(!text.utf8.contains(newline), "an answer is one line")
        if !write(Array(text.utf8) + [newline], output) { return }
      }
      let count = read(input, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return }
      requests.append(buffer[..<count])
    }
  }

  private static func write(_ bytes: [UInt8], _ output: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(output, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The end of standard input is noticed only between two requests, and a request may take long.
  /// Asking is cruder than Linux's PR_SET_PDEATHSIG, but that fires when the thread ends that started
  /// us, and the pool may be run from any.
  private static func endWithParent() {
    let parent = getppid()
    Thread.detachNewThread {
      while getppid() == parent { usleep(200_000) }
      _exit(EXIT_FAILURE)
    }
  }
}
