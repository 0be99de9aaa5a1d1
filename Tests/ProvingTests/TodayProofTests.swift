// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import KernelWalk
import Testing

/// The release build that is asked.
private let executable = ProcessInfo.processInfo.environment["HMMCHECK_EXE"]

/// No row that a mistake makes false is said to be proved for any length.
///
/// Each takes a solver some seconds in a release build and minutes in a debug build, so that they are
/// run where `HMMCHECK_EXE` names a release build: a dozen of them, or all where
/// `HMMCHECK_ALL` is set (`.ci/nightly`).
@Suite(.serialized, .enabled(if: executable != nil)) struct TodayProofTests {
  private static var chosen: [TodayMistake] {
    if ProcessInfo.processInfo.environment["HMMCHECK_ALL"] != nil { return TodayMistakes.all }
    // The last was proved once: its table is gone before the look that it repeats.
    return stride(from: 0, to: TodayMistakes.all.count, by: 10).map { TodayMistakes.all[$0] }
      + TodayMistakes.all.filter { $0.name == "looks again without reading" }
  }

  /// What `hmmcheck prove` says of some rows of the text with some edits.
  private func verdicts(
    _ edits: [(old: String, new: String)], _ rows: [String], _ options: [String] = []
  ) throws -> [String: (verdict: String, bound: String)] {
    let executable = try #require(executable)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-today-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try TodayFixture.files(edits).write(into: folder)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments =
      [
        "prove", "--kernel", folder.path, "--no-checks", "--format", "json",
        "--only", rows.joined(separator: ","),
      ] + options
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let obligations = try #require(report["obligations"] as? [[String: Any]])
    var found: [String: (verdict: String, bound: String)] = [:]
    for obligation in obligations {
      guard let id = obligation["id"] as? String, let verdict = obligation["verdict"] as? String,
        let bound = obligation["bound"] as? String
      else { continue }
      found[id] = (verdict, bound)
    }
    return found
  }

  @Test func theRightTextIsProved() throws {
    let rows = try verdicts([], ["witness", "frame", "text", "base", "progress"])
    #expect(rows.count > 40)
    for (id, row) in rows {
      #expect(row.verdict == "proved", "\(id): \(row.verdict)")
      #expect(row.bound.hasPrefix("any length"), "\(id): \(row.bound)")
    }
  }

  @Test(arguments: chosen) func noneIsProved(_ mistake: TodayMistake) throws {
    let known = mistake.rows
    let rows = try verdicts(mistake.edits, known, ["--until-failure"])
    #expect(Set(known).isSubset(of: rows.keys))
    for id in known {
      guard let row = rows[id] else { continue }
      let isClaimed = row.verdict == "proved" && row.bound.hasPrefix("any length")
      #expect(!isClaimed, "\(id) is said to be proved for \(row.bound)")
    }
  }
}
