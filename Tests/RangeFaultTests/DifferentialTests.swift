// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Testing
import Transcription

extension Transcription: Subject {
  public typealias Domain = Concrete
  public var convention: Convention { Convention(encoding: .fixedHigh) }
}

/// The walk as revision 5.8 against a transcription of 5.8 that was written without it: on random
/// scenarios both do the same, call by call.
@Suite struct DifferentialTests {
  @Test func smallGeometry() throws {
    try compare(Profile(revision: .v5_8), seeds: 0..<20_000)
  }

  @Test func realGeometry() throws {
    try compare(Profile(revision: .v5_8, realGeometry: true), seeds: 0..<300)
  }

  private func compare(_ profile: Profile, seeds: Range<UInt64>) throws {
    var generator = Generator(profile: profile)
    var scenario = Scenario(count: 0)
    var walk = Walk<Concrete>(revision: .v5_8)
    var transcription = Transcription()
    var differences = 0
    var faults = 0
    for seed in seeds {
      generator.draw(seed: seed, into: &scenario)
      // The transcription has no bits above the offset of a swap entry; nor had its time.
      scenario.accessedBits = false
      walk.load(scenario)
      transcription.load(scenario)
      for pass in 1...scenario.passes {
        walk.call(pass: pass)
        transcription.call(pass: pass)
        faults += Int(walk.world.ghost.faults)
        let difference = difference(walk.world, transcription.world)
        if !difference.isEmpty {
          differences += 1
          if differences <= 5 { Issue.record("seed \(seed), pass \(pass): \(difference)") }
          break
        }
        if walk.world.result != UInt32(Errno.EBUSY.rawValue) || walk.world.ghost.endless { break }
      }
    }
    #expect(differences == 0)
    // The scenarios are not all of the easy kind.
    #expect(faults > seeds.count / 2)
  }

  /// What two runs of one call differ in; empty where in nothing.
  private func difference(_ left: World<Concrete>, _ right: World<Concrete>) -> String {
    var parts: [String] = []
    func compare<Value: Equatable>(_ name: String, _ one: Value, _ other: Value) {
      if one != other { parts.append("\(name) \(one), by hand \(other)") }
    }
    compare("endless", left.ghost.endless, right.ghost.endless)
    // What a call that does not end would answer, nobody knows.
    if !left.ghost.endless { compare("result", left.result, right.result) }
    compare("faults", left.ghost.faults, right.ghost.faults)
    compare("waits", left.ghost.waits, right.ghost.waits)
    compare("walks", left.ghost.walks, right.ghost.walks)
    compare("cursor", left.ghost.cursor, right.ghost.cursor)
    compare("loads", left.loads, right.loads)
    compare("invalidated", left.invalidated, right.invalidated)
    compare("lost request", left.ghost.lostRequest, right.ghost.lostRequest)
    compare("skipped entry", left.ghost.skippedEntry, right.ghost.skippedEntry)
    compare("stalled", left.ghost.stalled, right.ghost.stalled)
    compare("slept", left.ghost.sleptWithLock, right.ghost.sleptWithLock)
    compare("maps", left.ghost.maps, right.ghost.maps)
    for page in 0..<left.count {
      let (one, other) = (left.pages[page], right.pages[page])
      compare("word of page \(page)", one.word, other.word)
      compare("walk that set page \(page)", one.storedIn, other.storedIn)
      compare("effects on page \(page)", one.effects, other.effects)
      compare("entry of page \(page)", one.view.kind, other.view.kind)
      compare("frame of page \(page)", one.view.pfn, other.view.pfn)
      if parts.count > 6 { break }
    }
    return parts.joined(separator: "; ")
  }
}
