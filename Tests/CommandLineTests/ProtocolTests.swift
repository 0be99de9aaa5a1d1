// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// `hmmcheck protocol`, and what `replay`, `explain` and `list` make of its cases.
@Suite struct ProtocolCommandTests {
  @Test func theReferenceDriverHolds() throws {
    let run = try Invocation("protocol", "--pages", "1", "--jobs", "2")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(
      run.output.hasPrefix(
        """
        reference: 1 page (writable), 2 invalidations (munmap, mprotect, zap)

        held within these bounds: P1 P2 P3 P4 P5 P6 P8 requests array use-after-free locks progress \
        refusal needless-retry
        states 
        """))
  }

  @Test func aBrokenDriverIsShownAsADiagram() throws {
    let run = try Invocation(
      "protocol", "--driver", "nouveau-5.7", "--requests", "-", "--initial", "none", "--pages", "1",
      "--invalidations", "0", "--only", "needless-retry")
    #expect(run.status == 1)
    #expect(
      run.output.hasPrefix(
        """
        nouveau-5.7: 1 page (none), 0 invalidations (munmap, mprotect, zap)

        note: needless-retry  a retry has a cause: an invalidation of the range (economy)
        7 steps, 0 preemptions
            driver                       S   s   read  lock    mmap
          1 takes a reference to the mm  2   1   -     -       -
          2 fills the array              2   1   -     -       -
          3 reads the sequence           2   1   1     -       -
          4 takes the mmap lock          2   1   1     -       R1
          5 begins the walk at page 0    2   1   1     -       R1
          6 looks at page 0              2   1   1     -       R1
          7 lets go of the mmap lock     2   1   1     -       -
            ^ breaks needless-retry: a retry has a cause: an invalidation of the range (economy)

        violated

        """))
  }

  @Test func countsDoNotDependOnThreads() throws {
    func counts(_ jobs: String) throws -> Substring? {
      try Invocation("protocol", "--no-reduction", "--statistics", "--jobs", jobs).output
        .split(separator: "\n").first
    }
    #expect(try counts("1") == "states 41135, transitions 85328, depth 51")
    #expect(try counts("3") == "states 41135, transitions 85328, depth 51")
  }

  /// Within a depth every interleaving is seen, and nothing is said of what turns for ever.
  @Test func aDepthIsPartOfTheClaim() throws {
    let run = try Invocation("protocol", "--depth", "20", "--pages", "1")
    let whole = try Invocation("protocol", "--depth", "20", "--pages", "1", "--no-reduction")
    #expect(run.status == 0)
    #expect(run.output.contains("depth 20, cut: depth"))
    #expect(!run.output.contains("progress"))
    let counts = run.output.split(separator: "\n").first { $0.hasPrefix("states") }
    #expect(counts == whole.output.split(separator: "\n").first { $0.hasPrefix("states") })
  }

  @Test func aDriverOfAFileIsExplored() throws {
    let scratch = try Scratch()
    let path = scratch.file("mine.json")
    let printed = try Invocation(
      "protocol", "--driver", "reference", "--without", "use-after-check", "--print", "-o", path)
    #expect(printed.status == 0)
    let run = try Invocation(
      "protocol", "--driver", path, "--pages", "1", "--invalidations", "0", "--only", "P4")
    #expect(run.status == 1)
    #expect(run.output.contains("breaks P4"))
  }

  @Test func aCaseIsSavedReplayedAndExplained() throws {
    let scratch = try Scratch()
    let saved = try Invocation(
      "protocol", "--driver", "xe-6.12", "--pages", "1", "--invalidations", "1", "--only",
      "use-after-free", "--save", "mine", "--fixed-by", "use-after-check", "--corpus",
      scratch.path)
    #expect(saved.status == 1)
    let path = scratch.file("mine.json")
    let replayed = try Invocation("replay", path)
    #expect(replayed.status == 0)
    #expect(replayed.output == "ok  \(path)\n")
    let explained = try Invocation("explain", path)
    #expect(explained.output.contains("fixed by use-after-check (0a98219bcc96, 6.14)"))
    #expect(explained.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    // A step of another name is refused with those that could be made.
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("reads the sequence", with: "reads the sequences")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let wrong = try Invocation("replay", path)
    #expect(wrong.status == 1)
    #expect(
      wrong.output.contains(
        "step 2, driver: reads the sequences: it can: reads the sequence"))
  }

  @Test func badInputIsNamed() throws {
    for (arguments, message) in [
      (["--driver", "xe-6.13"], "There is no driver 'xe-6.13', and no such file"),
      (["--operations", "mumap"], "There is no operation 'mumap'; did you mean \"munmap\"?"),
      (["--without", "nothing"], "There is no fix 'nothing'"),
      (["--pages", "9"], "--pages 9 is not a whole number from 1 to 4"),
      (["--save", "x"], "--save needs --only with one property"),
    ] {
      let run = try Invocation(["protocol"] + arguments)
      #expect(run.status == 64)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }

  @Test func theReportForProgramsIsJSON() throws {
    let run = try Invocation(
      "protocol", "--driver", "umem-odp-6.1", "--pages", "1", "--invalidations", "1", "--format",
      "json")
    #expect(run.status == 1)
    let root = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(root?["conclusion"] as? String == "violated")
    let violations = root?["violations"] as? [[String: Any]]
    #expect(violations?.map { $0["property"] as? String } == ["P5"])
    #expect(
      (violations?[0]["schedule"] as? [String])?.first == "driver: takes a reference to the mm")
  }

  @Test func mirrorsAreExplored() throws {
    let run = try Invocation(
      "protocol", "--mirrors", "3", "--no-exit", "--invalidations", "0", "--without",
      "mirrors-keep-mm", "--only", "progress")
    #expect(run.status == 1)
    #expect(run.output.contains("for ever  driver 3: finds a dead hmm, and looks again"))
  }
}
