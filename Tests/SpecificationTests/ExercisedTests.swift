// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Testing

/// A clause that is broken had something to say: coverage that counts what was exercised counts
/// every violation.
@Suite struct ExercisedTests {
  @Test(arguments: Revision.all.map(\.name))
  func whatIsBrokenWasExercised(_ name: String) throws {
    let revision = try #require(Revision.named(name))
    var generator = Generator(profile: Profile(revision: revision))
    var walk = Walk<Concrete>(revision: revision)
    for seed in 0..<2000 as Range<UInt64> {
      let scenario = generator.scenario(seed: seed)
      let verdict = walk.run(scenario) { run, judgement in
        let silent = judgement.violated.subtracting(judgement.exercised)
        if !silent.isEmpty { Issue.record("\(silent.ids) by seed \(seed): \(scenario)") }
      }
      if verdict.passes == 0 { Issue.record("seed \(seed) made no call") }
    }
  }

  /// The same for answers and words that no walk gives.
  @Test func whatTamperingBreaksWasExercised() {
    var random = SplitMix64(seed: 1)
    var generator = Generator(profile: Profile(revision: .conforming))
    var broken = ClauseSet()
    var walk = Walk<Concrete>(revision: .conforming)
    for seed in 0..<20_000 as Range<UInt64> {
      walk.load(generator.scenario(seed: seed))
      walk.call(pass: 1)
      walk.world.tamper(&random)
      let judgement = Contract.judge(walk.world)
      let silent = judgement.violated.subtracting(judgement.exercised)
      if !silent.isEmpty { Issue.record("\(silent.ids) by seed \(seed)") }
      broken = broken.union(judgement.violated)
    }
    // What only the record of a call tells is not tampered with here.
    let recorded = ClauseSet(ids: ["C5", "C13", "C15", "C16", "C23", "C24", "C26", "C27"])
    #expect(broken.union(recorded ?? ClauseSet()) == .all)
  }
}

extension World<Concrete> {
  /// Changes a bit of a word, or the answer, or the lock.
  mutating func tamper(_ random: inout SplitMix64) {
    let page = count == 0 ? 0 : random.below(count)
    switch random.below(4) {
    case 0: answer(Errno.allCases[random.below(Errno.allCases.count)])
    case 1: ghost.mmapLock.toggle()
    default: if count != 0 { pages[page].word ^= 1 << UInt64(random.below(64)) }
    }
  }
}
