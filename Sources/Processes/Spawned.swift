// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// A process that was started, until it is killed and waited for by ``kill()``.
///
/// It leads a process group of its own, for two reasons. Ctrl-C at a terminal goes to the whole
/// foreground group: the command ends its run in good order then, and must not find that its workers
/// died under it. And whatever the process started is killed with it.
package struct Spawned: Sendable {
  private let identifier: pid_t

  /// Starts `program`.
  ///
  /// - Parameters:
  ///   - program: a path, not looked up in `PATH`.
  ///   - arguments: those behind the program's own name.
  /// - Throws: where the program cannot be run, or no more processes or files can be had.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String], _ files: StandardFiles
  ) throws(Errno) {
    let environment = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    identifier = try spawn([program] + arguments, environment, files)
  }

  /// Whether the process has ended. It stays a zombie, and its number no other's, until ``kill()``.
  package var hasEnded: Bool {
    var information = siginfo_t()
    let options = WEXITED | WNOHANG | WNOWAIT
    while waitid(P_PID, id_t(identifier), &information, options) < 0 {
      // Only where SIGCHLD is ignored: the system has reaped it.
      if errno != EINTR { return true }
    }
    return information.si_signo != 0
  }

  /// Kills the process, its group and the groups that its children lead, and waits for it.
  ///
  /// - Returns: how it ended. That is not by our hand if it was dying already: the system settles the
  ///   status of a process before it closes its files.
  package func kill() -> Ending {
    // The dead have no children.
    if !hasEnded {
      // So that no group appears while they are looked for.
      _ = Foundation.kill(identifier, SIGSTOP)
      for group in groupsOfChildren(of: identifier) { _ = Foundation.kill(-group, SIGKILL) }
    }
    // Its number cannot be another's yet: that is so until it is waited for.
    _ = Foundation.kill(-identifier, SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      // Only where SIGCHLD is ignored: the system has reaped it.
      if errno != EINTR { return .unknown }
    }
    let signal = status & 0x7f
    return signal == 0 ? .exited(status: status >> 8 & 0xff) : .died(signal: signal)
  }
}

/// The children of a process that lead groups of their own, which no signal to its group reaches: a
/// worker's solver outlives the worker otherwise. None where there is no `/proc`, or the process is
/// dead.
private func groupsOfChildren(of parent: pid_t) -> [pid_t] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
  return names.compactMap { pid_t($0) }.filter { process in
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      // The name before it may hold anything.
      let end = stat.lastIndex(of: ")")
    else { return false }
    // State, parent and group.
    let fields = stat[end...].split(separator: " ").prefix(4).map { pid_t($0) }
    return fields.count == 4 && fields[2] == parent && fields[3] == process
  }
}
