// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import Proving
import Testing

@Suite final class LedgerTests {
  /// A directory of each test's own.
  private let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  private var file: URL { directory.appendingPathComponent("rlimits.json") }

  private let ledger = Ledger(
    z3: "4.8.12", obligations: ["C2/v5.8": 3_000_000, "C1/v5.8": 1_000_000, "C3/v5.8": 10])

  private func error(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return "\(error)".replacing(directory.path, with: "DIR") }
  }

  /// The message about a file with this text.
  private func refusal(_ text: String) throws -> String? {
    try Data(text.utf8).write(to: file)
    return error { _ = try Ledger.read(file) }
  }

  @Test func whatIsWrittenIsRead() throws {
    try Ledger(z3: "4", obligations: [:]).write(file)
    try ledger.write(file)
    #expect(try Ledger.read(file) == ledger)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["rlimits.json"])
    #expect(
      try String(contentsOf: file, encoding: .utf8) == """
        {
          "obligations" : {
            "C1/v5.8" : 1000000,
            "C2/v5.8" : 3000000,
            "C3/v5.8" : 10
          },
          "z3" : "4.8.12"
        }

        """)
  }

  @Test func everyNumberFits() throws {
    let ledger = Ledger(z3: "4", obligations: ["a": .max, "b": 0])
    try ledger.write(file)
    #expect(try Ledger.read(file) == ledger)
  }

  @Test func filesThatCannotBeReadOrWritten() throws {
    #expect(
      error { _ = try Ledger.read(file) }
        == "DIR/rlimits.json: cannot read: No such file or directory")
    let elsewhere = directory.appendingPathComponent("none/rlimits.json")
    #expect(
      error { try ledger.write(elsewhere) }
        == "DIR/none/rlimits.json: cannot write: No such file or directory")
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
    #expect(error { _ = try Ledger.read(file) } == "DIR/rlimits.json: cannot read: Is a directory")
    #expect(error { try ledger.write(file) } == "DIR/rlimits.json: cannot write: Is a directory")
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["rlimits.json"])
  }

  private static let corrupted =
    "is not JSON, or a number in it is negative, too large or not whole"

  @Test(arguments: [
    ("", corrupted),
    ("{\"z3\": \"4\",", corrupted),
    ("[]", "must be an object"),
    ("{\"z3\": \"4\"}", "obligations: is missing"),
    ("{\"obligations\": {}}", "z3: is missing"),
    ("{\"z3\": 4, \"obligations\": {}}", "z3: must be a string"),
    ("{\"z3\": null, \"obligations\": {}}", "z3: must be a string"),
    ("{\"z3\": \"4\", \"obligations\": []}", "obligations: must be an object"),
    (
      "{\"z3\": \"4\", \"obligations\": {\"a\": \"1\"}}",
      "obligations.a: must be a whole number that is not negative"
    ),
    ("{\"z3\": \"4\", \"obligations\": {\"a\": -1}}", corrupted),
    ("{\"z3\": \"4\", \"obligations\": {\"a\": 1.5}}", corrupted),
  ])
  func malformedFiles(_ text: String, _ message: String) throws {
    #expect(try refusal(text) == "DIR/rlimits.json: " + message)
  }

  @Test func otherVersionsAreNotCompared() {
    #expect(ledger.exceeded(by: ["C1/v5.8": .max, "new": 1], z3: "4.13.0") == [])
  }

  @Test func growthBeyondDouble() {
    func exceeded(_ obligation: String, _ spent: UInt64) -> [UInt64] {
      ledger.exceeded(by: [obligation: spent], z3: "4.8.12").map(\.spent)
    }
    #expect(exceeded("C1/v5.8", 0) == [])
    #expect(exceeded("C1/v5.8", 1_000_000) == [])
    #expect(exceeded("C1/v5.8", 2_000_000) == [])
    #expect(exceeded("C1/v5.8", 2_000_001) == [2_000_001])
    #expect(exceeded("C1/v5.8", .max) == [.max])
    // What is recorded is so little that only the slack counts.
    #expect(exceeded("C3/v5.8", 10 + Ledger.slack) == [])
    #expect(exceeded("C3/v5.8", 11 + Ledger.slack) == [11 + Ledger.slack])
    let greatest = Ledger(z3: "4", obligations: ["a": .max / 2 + 1])
    #expect(greatest.exceeded(by: ["a": .max], z3: "4") == [])
  }

  @Test func exceedancesAreSortedAndSayWhy() {
    let spent: [String: UInt64] = ["new": 0, "C2/v5.8": 7_000_000, "C1/v5.8": 900]
    let exceeded = ledger.exceeded(by: spent, z3: "4.8.12")
    #expect(
      exceeded == [
        Exceedance(obligation: "C2/v5.8", recorded: 3_000_000, spent: 7_000_000),
        Exceedance(obligation: "new", recorded: nil, spent: 0),
      ])
    #expect(
      exceeded.map(\.description) == [
        "C2/v5.8: spent 7000000, more than twice the 3000000 recorded",
        "new: spent 0, nothing is recorded",
      ])
  }
}
