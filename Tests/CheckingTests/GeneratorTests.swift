// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault
import Testing

@Suite struct GeneratorTests {
  /// Every revision's draws are valid, and can be given to that revision.
  @Test(arguments: Revision.all.map(\.name), [false, true])
  func drawsAreValid(_ name: String, realGeometry: Bool) throws {
    let revision = try #require(Revision.named(name))
    var generator = Generator(profile: Profile(revision: revision, realGeometry: realGeometry))
    var scenario = Scenario(count: 0)
    for seed in 0..<UInt64(realGeometry ? 60 : 1500) {
      generator.draw(seed: seed, into: &scenario)
      do { try scenario.validate() } catch { Issue.record("seed \(seed): \(error)") }
      if let refusal = revision.refusal(scenario) { Issue.record("seed \(seed): \(refusal)") }
    }
  }

  /// So are variations of them, each drawn by its seed and number alone.
  @Test(arguments: Revision.all.map(\.name))
  func variationsAreValid(_ name: String) throws {
    let revision = try #require(Revision.named(name))
    var generator = Generator(profile: Profile(revision: revision))
    var other = generator
    var scenario = Scenario(count: 0)
    var changed = 0
    var apart = 0
    for seed in 0..<150 as Range<UInt64> {
      for variation in 0..<8 as Range<UInt64> {
        let draw = Draw(seed: seed, variation: variation)
        generator.draw(draw, into: &scenario)
        do { try scenario.validate() } catch { Issue.record("\(draw): \(error)") }
        if let refusal = revision.refusal(scenario) { Issue.record("\(draw): \(refusal)") }
        #expect(scenario == other.scenario(draw))
        if scenario != other.scenario(seed: seed) { changed += 1 }
        let next = Draw(seed: seed, variation: variation + 1)
        if scenario != other.scenario(next) { apart += 1 }
      }
    }
    #expect(changed > 150 * 5)
    #expect(apart > 150 * 6)
  }

  /// A seed means the same whatever was drawn before, and on every machine. Where this fails,
  /// ``Generator/version`` must be raised, and the literal below changed.
  @Test func seedsAreForever() {
    var one = Generator(profile: Profile(revision: .conforming))
    var other = one
    var used = Scenario(count: 0)
    var fingerprint: UInt64 = 0xcbf2_9ce4_8422_2325
    for seed in 0..<200 as Range<UInt64> {
      one.draw(seed: seed, into: &used)
      #expect(used == other.scenario(seed: seed))
      for byte in CounterexampleFile.encode(.scenario(used)).utf8 {
        fingerprint = (fingerprint ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    #expect(Generator.version == 1)
    #expect(fingerprint == GeneratorTests.fingerprint)
  }

  /// FNV-1a over the files of the first 200 seeds of version 1.
  static let fingerprint: UInt64 = 5_217_170_516_798_736_956

  @Test func rangesReachEverySizeAndEdge() {
    var generator = Generator(profile: Profile(revision: .conforming))
    var counts = Set<Int>()
    var edges = Set<String>()
    for seed in 0..<4000 as Range<UInt64> {
      let scenario = generator.scenario(seed: seed)
      counts.insert(scenario.count)
      let pages = scenario.geometry.pagesPerPMD
      if scenario.start % pages != 0 { edges.insert("begins inside a PMD") }
      if scenario.end % pages != 0 { edges.insert("ends inside a PMD") }
      if scenario.pudCount > 1 { edges.insert("spans two PUDs") }
      if scenario.vmas.isEmpty || scenario.vmas[0].start > scenario.start {
        edges.insert("begins in a gap")
      }
      if scenario.vmas.contains(where: { $0.start > scenario.start && $0.start < scenario.end }) {
        edges.insert("crosses a VMA's edge")
      }
    }
    #expect(counts == Set(0...16))
    #expect(edges.count == 5)
  }

  @Test func theLargestRangeIsThatOfTheProfile() {
    var generator = Generator(profile: Profile(revision: .conforming, maximumPages: 3))
    #expect((0..<2000).allSatisfy { generator.scenario(seed: $0).count <= 3 })
  }
}

/// Calls that take the mmap lock themselves.
@Suite struct UnlockedGeneratorTests {
  private static let profiles: (with: Profile, without: Profile) = {
    var with = Profile(revision: .conforming)
    with.takesLock = true
    var without = with
    without.takesLock = false
    return (with, without)
  }()

  @Test(arguments: [false, true])
  func drawsAreValid(realGeometry: Bool) {
    var profile = Self.profiles.with
    profile.realGeometry = realGeometry
    var generator = Generator(profile: profile)
    for seed in 0..<UInt64(realGeometry ? 60 : 3000) {
      do { try generator.scenario(seed: seed).validate() } catch {
        Issue.record("seed \(seed): \(error)")
      }
    }
  }

  /// What the two have in common is drawn from the same numbers: three seeds in five are the same.
  @Test func otherSeedsKeepTheirMeaning() {
    var with = Generator(profile: Self.profiles.with)
    var without = Generator(profile: Self.profiles.without)
    var (same, calls) = (0, 0)
    for seed in 0..<2000 as Range<UInt64> {
      let (one, other) = (with.scenario(seed: seed), without.scenario(seed: seed))
      #expect(other.unlocked == UnlockedCall())
      #expect(one.vmas == other.vmas && one.ptes == other.ptes && one.events == other.events)
      if one == other { same += 1 }
      if one.mayDropLock { calls += 1 }
      let unasked = one.faults.contains(where: \.isUnasked)
      #expect(one.mayDropLock || unasked || one == other)
      #expect(!other.faults.contains { !FaultOutcome.plain.contains($0) })
    }
    #expect((1050...1250).contains(same))
    #expect((720...880).contains(calls))
  }

  /// All that can surround the call comes up, and each form of request.
  @Test func everythingComesUp() {
    var generator = Generator(profile: Self.profiles.with)
    var met: Set<String> = []
    for seed in 0..<6000 as Range<UInt64> {
      let scenario = generator.scenario(seed: seed)
      if !scenario.mayDropLock { continue }
      let unlocked = scenario.unlocked
      if unlocked.timeout == 0 { met.insert("no limit") }
      if (1...20).contains(unlocked.timeout) { met.insert("small limit") }
      if unlocked.timeout > UInt64(Int64.max) { met.insert("limit above LONG_MAX") }
      if unlocked.jiffies > .max - 10 { met.insert("jiffies that wrap around") }
      if unlocked.lockTimes.contains(where: { $0 > 0 }) { met.insert("waits") }
      if unlocked.faultTimes.contains(where: { $0 > 0 }) { met.insert("slow faults") }
      if unlocked.signal != nil { met.insert("signal") }
      if unlocked.reaped != nil { met.insert("reaped") }
      for change in unlocked.changes { met.insert("\(change.kind)") }
      for outcome in scenario.faults { met.insert(outcome.name) }
      met.insert("defaults \(scenario.defaultFlags >> 62), mask \(scenario.pfnFlagsMask >> 62)")
    }
    let names = [
      "no limit", "small limit", "limit above LONG_MAX", "jiffies that wrap around", "waits",
      "slow faults", "signal", "reaped", "unmap", "protect", "map", "retry", "completed",
    ]
    for name in names { #expect(met.contains(name), "\(name)") }
    // Of two bits each: none, WRITE, FAULT, both.
    for defaults in 0..<4 {
      for mask in 0..<4 { #expect(met.contains("defaults \(defaults), mask \(mask)")) }
    }
  }
}
