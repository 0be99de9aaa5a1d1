// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import KernelSource
import KernelWalk
import RangeFault
import Testing

/// Cases on the text of a kernel: it must do what is recorded of its version.
@Suite struct TextReplayTests {
  private static let corpus = Fixture.url.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Counterexamples")

  /// The fixture as the text of a version; its memory runs out as -EFAULT, or as it should.
  private static func target(
    _ version: KernelVersion?, isBroken: Bool = false, edits: [(String, String)] = []
  ) throws -> Target {
    let files = try Fixture.files(
      edits + (isBroken ? [("return -ENOMEM;", "return -EFAULT;")] : []))
    return Target(
      try Fixture.kernel(
        KernelFiles(
          name: "\(version.map { "\($0)" } ?? "none")", place: "fixture", version: version,
          walk: files.walk, header: files.header)))
  }

  /// A folder with a case, and a table of a version beside it.
  private static func folder(
    _ name: String, _ table: (version: String, cases: String)? = nil
  ) throws -> Scratch {
    let scratch = try Scratch()
    let path = "\(name).json"
    try scratch.write(
      String(contentsOf: corpus.appendingPathComponent(path), encoding: .utf8), to: path)
    if let table {
      try scratch.write(
        "{\"format\": 1, \"text\": \"\(table.version)\", \"cases\": {\(table.cases)}}",
        to: "texts/\(table.version).json")
    }
    return scratch
  }

  private static let name = "out-of-memory-reported"

  private static func result(
    _ table: (version: String, cases: String)?, _ version: KernelVersion?, isBroken: Bool = false
  ) throws -> Replay.Result {
    let scratch = try folder(name, table)
    return Replay.run(
      path: scratch.path("\(name).json"), on: try target(version, isBroken: isBroken)
    ).result
  }

  /// v6.12 tells it wrong, says the case.
  @Test func theFileTellsOfVersionsWithAPort() throws {
    guard
      case .asExpected(let violated) = try Self.result(nil, KernelVersion(6, 12), isBroken: true)
    else {
      Issue.record("a text that does as the port")
      return
    }
    #expect(violated.contains("C1"))
    #expect(
      try Self.result(nil, KernelVersion(6, 12))
        == .differs(["6.12 keeps C1; the file, of v6.12 says that it breaks it"]))
  }

  @Test func theTableTellsOfOthers() throws {
    let version = KernelVersion(7, 3)
    func table(_ result: String) -> (String, String) {
      ("7.3", "\"\(Self.name)\": {\"result\": \"\(result)\"}")
    }
    #expect(try Self.result(table("held"), version) == .asExpected(violated: []))
    guard case .differs = try Self.result(table("broken"), version) else {
      Issue.record("held where the table says broken")
      return
    }
    guard case .differs(let lines) = try Self.result(table("held"), version, isBroken: true) else {
      Issue.record("broken where the table says held")
      return
    }
    #expect(lines.count == 1 && lines[0].hasPrefix("7.3 breaks C1; "), "\(lines)")
    guard case .differs = try Self.result(table("no such entry"), version) else {
      Issue.record("it has such entries")
      return
    }
    guard case .refused(let line) = try Self.result(("7.3", ""), version) else {
      Issue.record("the table is silent")
      return
    }
    #expect(line.contains("texts/7.3.json: cases.\(Self.name): missing"), "\(line)")
    // A table of another version says nothing.
    #expect(try Self.result(("7.2", ""), version) == .ran(violated: []))
    #expect(try Self.result(("7.3", ""), nil) == .ran(violated: []))
  }

  /// What the kernel has not is not run, and not refused as a file that is wrong.
  @Test func anEntryThatIsNotThere() throws {
    let name = "devmap-is-not-special"
    // A text that asks nothing about such entries has none.
    let kernel = try Self.target(
      KernelVersion(7, 3),
      edits: [
        (" && !pte_devmap(pte)", ""), (" || pmd_devmap(pmd)", ""),
      ])
    try #require(!kernel.revision.kinds.contains(.devmapReadOnly))
    for (result, isRight) in [("no such entry", true), ("held", false)] {
      let scratch = try Self.folder(name, ("7.3", "\"\(name)\": {\"result\": \"\(result)\"}"))
      let replay = Replay.run(path: scratch.path("\(name).json"), on: kernel)
      if isRight {
        guard case .inapplicable = replay.result else {
          Issue.record("\(replay.result)")
          continue
        }
        #expect([replay].conclusion == .undetermined)
      } else {
        #expect(replay.isUnexpected)
      }
    }
  }

  @Test func whatAReplayComesTo() {
    func replay(_ result: Replay.Result) -> Replay { Replay(path: "a.json", result: result) }
    let other = replay(.inapplicable("none"))
    #expect([replay(.asExpected(violated: ["C1"])), other].conclusion == .held)
    #expect(
      [replay(.asExpected(violated: [])), replay(.unjudged(["x"]))].conclusion == .undetermined)
    #expect([replay(.unjudged(["x"])), replay(.refused("x"))].conclusion == .refused)
    #expect([replay(.refused("x")), replay(.differs(["x"]))].conclusion == .violated)
    #expect([Replay]().conclusion == .undetermined)
  }
}
