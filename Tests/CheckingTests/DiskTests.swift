// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import Testing

@Suite final class DiskTests {
  /// A directory of each test's own.
  private let directory: String

  init() throws {
    directory = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  private let counterexample = CaseFile.counterexample(
    Counterexample(
      name: "a-case", title: "A case", clause: "C1", subject: .init(revision: "v5.8"),
      scenario: Scenario(count: 2)))

  private func everything() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory)
  }

  private func error(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return "\(error)".replacing(directory, with: "DIR") }
  }

  @Test func writtenFilesAreRead() throws {
    let path = directory + "/a-case.json"
    try CounterexampleFile.write(counterexample, to: path)
    try CounterexampleFile.write(counterexample, to: path)
    #expect(try CounterexampleFile.read(path: path) == counterexample)
    #expect(try everything() == ["a-case.json"])
  }

  @Test func scenariosCanHaveAnyName() throws {
    let path = directory + "/Mine"
    try CounterexampleFile.write(.scenario(Scenario()), to: path)
    #expect(try CounterexampleFile.read(path: path) == .scenario(Scenario()))
  }

  @Test func aCounterexampleIsNamedLikeItsFile() throws {
    let message =
      "DIR/other.json: name: \"a-case\" is not what the file is called; rename it to a-case.json"
    let path = directory + "/other.json"
    #expect(error { try CounterexampleFile.write(counterexample, to: path) } == message)
    #expect(try everything() == [])
    try CounterexampleFile.encode(counterexample).write(
      toFile: path, atomically: false, encoding: .utf8)
    #expect(error { _ = try CounterexampleFile.read(path: path) } == message)
  }

  @Test func whatCannotBeReadIsNotWritten() throws {
    var scenario = Scenario()
    scenario.passes = 9
    let path = directory + "/a.json"
    #expect(
      error { try CounterexampleFile.write(.scenario(scenario), to: path) }
        == "DIR/a.json: passes: 9; must be 1 to 8")
    var counterexample = Counterexample(
      name: "a", title: "A\nB", clause: "C1", subject: .init(revision: "v5.8"), scenario: scenario)
    #expect(
      error { try CounterexampleFile.write(.counterexample(counterexample), to: path) }
        == "DIR/a.json: scenario.passes: 9; must be 1 to 8")
    counterexample.scenario.passes = 1
    #expect(
      error { try CounterexampleFile.write(.counterexample(counterexample), to: path) }
        == "DIR/a.json: title: has character 0xa; must be one line, without invisible characters")
    #expect(try everything() == [])
  }

  @Test func aMissingDirectory() throws {
    let path = directory + "/none/a-case.json"
    #expect(
      error { try CounterexampleFile.write(counterexample, to: path) }
        == "DIR/none/a-case.json: cannot write: No such file or directory")
    #expect(try everything() == [])
  }

  @Test(.enabled(if: geteuid() != 0, "nothing is unwritable to root"))
  func anUnwritableDirectory() throws {
    chmod(directory, 0o500)
    defer { chmod(directory, 0o700) }
    #expect(
      error { try CounterexampleFile.write(counterexample, to: directory + "/a-case.json") }
        == "DIR/a-case.json: cannot write: Permission denied")
    #expect(try everything() == [])
  }

  /// Fails only when the file is there under its temporary name: a directory is in its way.
  @Test func nothingIsLeftBehindWhenRenamingFails() throws {
    let path = directory + "/a-case.json"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(
      error { try CounterexampleFile.write(counterexample, to: path) }
        == "DIR/a-case.json: cannot write: Is a directory")
    #expect(try everything() == ["a-case.json"])
  }

  @Test func whatIsNoFile() {
    #expect(
      error { _ = try CounterexampleFile.read(path: directory + "/x.json") }
        == "DIR/x.json: cannot read: No such file or directory")
    #expect(
      error { _ = try CounterexampleFile.read(path: directory) }
        == "DIR: cannot read: Is a directory")
    #expect(
      error { _ = try CounterexampleFile.list(directory: directory + "/x") }
        == "DIR/x: cannot read: No such file or directory")
    #expect(
      error { _ = try CounterexampleFile.read(path: "/dev/zero") }
        == "/dev/zero: too large; at most 4194304 bytes (4 MiB)")
  }

  @Test func theListIsSortedAndWithoutUnfinishedFiles() throws {
    for name in ["b.json", "a-b.json", ".a.json.17", ".c.json", "README.md", "a.json", "json"] {
      try "".write(toFile: directory + "/" + name, atomically: false, encoding: .utf8)
    }
    let expected = ["a-b.json", "a.json", "b.json"].map { directory + "/" + $0 }
    #expect(try CounterexampleFile.list(directory: directory) == expected)
    #expect(try CounterexampleFile.list(directory: directory + "/") == expected)
  }
}
