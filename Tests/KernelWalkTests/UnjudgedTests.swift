// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import KernelWalk
import Testing

/// Why a scenario could not be judged: the true reason, each counted by itself.
@Suite struct UnjudgedTests {
  private static func outcome(
    _ files: KernelFiles, jobs: Int = 1
  ) throws -> Campaign.Outcome {
    try Campaign(Target(try Fixture.kernel(files)), count: 1200, jobs: jobs).run()
  }

  private static func line(_ text: String, in files: KernelFiles) throws -> Int {
    let lines = files.walk.split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0.contains(text) }) + 1
  }

  /// Two callbacks cannot be read: the page walker calls either by a pointer.
  @Test func theFunctionThatWasCalled() throws {
    let places = [
      ("sweep_hugetlb", "unsigned long inside = (from & ~mask) >> PAGE_SHIFT;\n"),
      ("sweep_pud", "unsigned long inside = (from & ~PUD_MASK) >> PAGE_SHIFT;\n"),
    ]
    let files = try Fixture.files(
      places.map { ($0.1, $0.1 + "asm goto(\"\($0.0)\" : : : : out);\n") })
    let outcome = try Self.outcome(files)
    #expect(Set(outcome.unjudged.map(\.reason.function)) == ["sweep_hugetlb", "sweep_pud"])
    for count in outcome.unjudged {
      let reason = count.reason
      #expect(reason.cause == .notUnderstood)
      let line = try Self.line("asm goto(\"\(reason.function ?? "")\"", in: files)
      #expect(reason.place?.line == line && reason.place?.file == "mm/hmm.c")
      #expect(
        reason.description == "\(reason.function ?? "")() (mm/hmm.c:\(line)): inline assembly")
    }
    #expect(outcome.unjudged.map(\.scenarios).reduce(0, +) == outcome.undetermined)
    // The first seed is the first that comes there.
    let first = try #require(outcome.unjudged.first)
    var generator = Generator(profile: Profile(Target(try Fixture.kernel(files))))
    var subject = Runnable(Target(try Fixture.kernel(files)))
    for seed in 0...first.seed {
      let verdict = subject.run(generator.scenario(seed: seed))
      #expect(subject.unjudged(verdict) == (seed == first.seed ? first.reason : nil))
    }
    #expect(try Self.outcome(files, jobs: 3).unjudged == outcome.unjudged)
  }

  @Test func whatHasNoModel() throws {
    let files = try Fixture.files([("return -ENOMEM;", "return unheard_of(1);")])
    let reason = try #require(try Self.outcome(files).unjudged.first?.reason)
    #expect(reason.cause == .notUnderstood)
    #expect(reason.construct == "no model for unheard_of")
    #expect(reason.place?.line == (try Self.line("unheard_of", in: files)))
    #expect(reason.function != nil)
  }

  @Test func aFunctionThatCallsItselfForEver() throws {
    let files = try Fixture.files([
      ("static int fault_one(const struct sweep *sweep)\n{", Self.selfCall)
    ])
    let reason = try #require(try Self.outcome(files).unjudged.first?.reason)
    #expect(reason.cause == .noEnd)
    #expect(reason.function == "fault_one")
    #expect(reason.description.hasPrefix("the call did not end, in fault_one() (mm/hmm.c:"))
  }

  private static let selfCall = """
    static int fault_one(const struct sweep *sweep)
    {
    if (sweep->range)
    return fault_one(sweep);
    """

  /// A text that walks the range again and again: it is judged, and where it does not end is known.
  @Test func aCallThatWalksForEver() throws {
    let files = try Fixture.files([
      (
        "if (ret == PAUSE_TO_FAULT) {",
        "sweep.cursor = range->start;\nif (!ret)\nret = PAUSE_TO_LOOK_AGAIN;\nif (ret == PAUSE_TO_FAULT) {"
      )
    ])
    let target = Target(try Fixture.kernel(files))
    var subject = Runnable(target)
    let verdict = subject.run(Scenario(count: 1))
    #expect(verdict.violated.ids.contains("C23"))
    #expect(subject.unjudged(verdict) == nil)
    let place = try #require(subject.kernelWalk?.endlessSite)
    #expect(place.function == "hmm_range_fault")
    #expect(place.location.line == (try Self.line("walk_page_range(", in: files)))
    // Where too much happened on the way, that is the reason.
    var lost = verdict
    lost.undetermined = true
    #expect(subject.unjudged(lost)?.cause == .noEnd)
    #expect(subject.unjudged(lost)?.function == "hmm_range_fault")
  }
}
