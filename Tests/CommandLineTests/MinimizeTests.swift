// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// `hmmcheck minimize`.
@Suite struct MinimizeTests {
  private let path = "Counterexamples/gap-is-error.json"

  @Test func aCaseOfTheCorpusIsMinimal() throws {
    let file = Invocation.package.appendingPathComponent(path)
    let before = try Data(contentsOf: file)
    let run = try Invocation("minimize", "--dry-run", path)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("gap-is-error\n  1 page, 1 walk, 1 field, values 42\n"))
    #expect(run.output.contains("minimal: proved for up to 1 page, 1 event, 1 scripted fault"))
    #expect(try Data(contentsOf: file) == before)
  }

  @Test func theRecordIsWrittenAndRead() throws {
    let scratch = try Scratch()
    let file = scratch.file("gap-is-error.json")
    let text = try String(
      contentsOf: Invocation.package.appendingPathComponent(path), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let bare = lines.filter { line in
      !["minimal", "free", "unique"].contains { line.hasPrefix("  \"\($0)") }
    }
    try bare.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try Invocation("minimize", scratch.path).status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    #expect(scratch.contents == ["gap-is-error.json"])
    #expect(try Invocation("replay", file).status == 0)
  }

  @Test func whatCannotBeDecided() throws {
    let run = try Invocation("minimize", "--dry-run", "--budget", "1", path)
    #expect(run.status == 125)
    #expect(run.output.contains("undetermined: "))
  }

  @Test func whatIsNoCase() throws {
    #expect(try Invocation("minimize", "no-such-file.json").status == 64)
    #expect(try Invocation("minimize").status == 64)
  }
}
