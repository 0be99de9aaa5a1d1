// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// A file into which a script writes the numbers of processes; gone when the test is.
final class Scratch {
  private let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("hmmcheck-\(UUID().uuidString)")
  var file: String { url.path }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Those of finished lines.
  var processes: [pid_t] {
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    if !text.hasSuffix("\n") { return [] }
    return text.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
  }
}

/// Whether the process goes on. An orphan is a zombie until the system's first process reaps it.
func isRunning(_ process: pid_t) -> Bool {
  // A killed process that no one waits for yet may take a moment to die.
  for _ in 0..<200 {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = stat.lastIndex(of: ")")
    else { return false }
    if "ZX".contains(stat[end...].dropFirst(2).prefix(1)) { return false }
    usleep(10_000)
  }
  return true
}
