// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

@Suite struct OutputTests {
  @Test(arguments: ["text", "json", "ktap", "junit"])
  func reportsGoWhereTheyAreSent(_ format: String) throws {
    let scratch = try Scratch()
    let path = scratch.file("report")
    let arguments = ["--seeds", "200", "--format", format]
    let printed = try Invocation(arguments)
    let written = try Invocation(arguments + ["-o", path])
    #expect(written.status == 0 && written.output == "")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.count > 200)
    // All but the times is the same.
    #expect(text.split(separator: "\n").count == printed.output.split(separator: "\n").count)
    #expect(scratch.contents == ["report"])
  }

  @Test func theNumberOfJobsChangesNothing() throws {
    let arguments = ["--seeds", "3000", "--revision", "v5.4", "--format", "ktap", "--jobs"]
    func verdicts(_ jobs: String) throws -> [Substring] {
      // All but the line that tells the time.
      try Invocation(arguments + [jobs]).output.split(separator: "\n")
        .filter { !$0.hasSuffix("a second") }
    }
    let one = try verdicts("1")
    #expect(one.count > 30)
    #expect(try one == verdicts("5"))
  }

  @Test func savedCasesReplayAndAreNeverOverwritten() throws {
    let scratch = try Scratch()
    let arguments = [
      "--seeds", "500", "--revision", "v5.6", "--only", "C14", "--save", "--corpus", scratch.path,
    ]
    let first = try Invocation(arguments)
    #expect(first.status == 1)
    #expect(first.errors.contains("saved \(scratch.path)/poison-asks-need.json"))
    #expect(scratch.contents.contains("poison-asks-need.json"))
    let replay = try Invocation("replay", scratch.path)
    #expect(replay.status == 0, "\(replay.output)")
    let again = try Invocation(arguments)
    #expect(again.errors.contains("is there already"))
    #expect(!again.errors.contains("saved "))
  }

  @Test func theCorpusReplays() throws {
    let run = try Invocation("replay", "Counterexamples")
    #expect(run.status == 0, "\(run.output)")
  }

  @Test func aRefusedFileDoesNotStopTheRest() throws {
    let scratch = try Scratch()
    try "{\"format\": 1, \"count\": 1, \"colour\": 3}".write(
      toFile: scratch.file("a.json"), atomically: true, encoding: .utf8)
    try "{\"format\": 1, \"count\": 1, \"ptes\": [\"hwpoison\"]}".write(
      toFile: scratch.file("b.json"), atomically: true, encoding: .utf8)
    let run = try Invocation("replay", scratch.path)
    #expect(run.status == 64)
    #expect(run.output.contains("a.json") && run.output.contains("colour"))
    #expect(run.output.contains("b.json"))
    // The second one breaks a clause on 5.6, which weighs more.
    #expect(try Invocation("replay", scratch.path, "--revision", "v5.6").status == 1)
  }

  @Test func explainShowsPagesAndSteps() throws {
    let run = try Invocation("explain", "Counterexamples/map-may-fail.json")
    #expect(run.status == 0)
    #expect(run.output.contains("C27"))
    #expect(run.output.contains("page"))
    #expect(!run.output.contains("\u{1b}["))
    #expect(try Invocation("explain", "17", "--revision", "v5.0").status == 0)
    #expect(try Invocation("explain", "no-such-file.json").status == 64)
  }

  /// A seed is the same scenario to explain as to check: what is taken out decides what is drawn.
  @Test func explainDrawsAsCheckDoes() throws {
    let run = try Invocation("explain", "7", "--without", "no-snapshot-call")
    #expect(run.status == 0)
    // Only an interface that has one draws a snapshot call.
    #expect(run.output.contains("snapshot call"))
    #expect(try !Invocation("explain", "7").output.contains("snapshot call"))
  }

  @Test(arguments: ["clauses", "fixes", "revisions"])
  func listsAreComplete(_ what: String) throws {
    let run = try Invocation("list", what)
    #expect(run.status == 0)
    let last = ["clauses": "C27", "fixes": "hugetlb-hole-unlocked", "revisions": "conforming"]
    #expect(run.output.contains(last[what] ?? "?"))
  }

  /// Whatever is typed, the command ends with one of its statuses.
  @Test func anyWordsEndWithAKnownStatus() throws {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let words = [
      "check", "replay", "explain", "list", "clauses", "--seeds", "20", "--seed", "0xfff", "-1",
      "--time", "1", "--revision", "v5.6", "--without", "gap-is-error", "--only", "C1,C2",
      "--pages",
      "4096", "--geometry", "x86-64", "--jobs", "2", "--format", "json", "-o", "/dev/null", "",
      "\u{0}", "é", "--", "--help", "--strict", "--no-color", "99999999999999999999",
      "Counterexamples/gap-is-error.json",
    ]
    let scratch = try Scratch()
    for _ in 0..<60 {
      let arguments = (0...random(5)).map { _ in words[random(words.count)] }
        .filter { !$0.contains("\u{0}") }
      let run = try Invocation(arguments + ["--seeds", "5", "--corpus", scratch.path])
      #expect([0, 1, 64, 125].contains(run.status), "\(arguments): \(run.status)")
    }
  }
}
