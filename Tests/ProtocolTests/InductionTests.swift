// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import Testing

@testable import Protocol

/// The invariant of the proof, looked at in states, and what the proof rests on.
@Suite struct InductionTests {
  /// Every state that is reached keeps the invariant: thousands of states of several scenes.
  @Test func itHoldsWhereverOneGets() {
    let scenes = [
      Scene(driver: .reference, pages: 2, invalidations: 1, operations: MMOperation.choices),
      Scene(
        driver: .reference, pages: 2, invalidations: 2, operations: MMOperation.choices,
        nonBlockable: true, initial: [Scene.initialKinds], isShared: true),
      Scene(
        driver: .reference, pages: 2, invalidations: 2, operations: MMOperation.choices,
        isHuge: true),
    ]
    var count = 0
    for scene in scenes {
      let induction = Induction(pages: scene.pages)
      let model = DriverModel(scene)
      for seed in 0..<200 {
        var random = SplitMix64(seed: UInt64(seed))
        let roots = model.roots
        var state = roots[random.below(roots.count)]
        for _ in 0..<150 {
          // A thread that is done begins anew in the proof; the bound on retries is none of it.
          let broken = induction.broken(in: state)
          if !broken.isEmpty { Issue.record("seed \(seed): \(broken)") }
          count += 1
          var next: [PackedState] = []
          _ = model.expand(state, onlyLocal: false) { _, state, broken in
            if broken & Property.bounds.bit == 0 { next.append(state) }
          }
          if next.isEmpty { break }
          state = next[random.below(next.count)]
        }
      }
    }
    #expect(count > 20_000)
  }

  /// A state in which the device has a stale entry is no state of the invariant.
  @Test func itIsNotAlwaysTrue() {
    let model = DriverModel(Scene(driver: .reference))
    var state = model.beginning([.none, .writable], as: PackedState.self)
    #expect(Induction(pages: 2).broken(in: state) == [])
    state.set(.device(0), 1)
    #expect(Induction(pages: 2).broken(in: state) == ["P8"])
    state.set(.active, 1)
    #expect(Induction(pages: 2).broken(in: state) == ["count", "P8"])
  }

  /// The packed storage and the wide one are the same to every step.
  @Test func storagesAgree() {
    let scene = Scene(
      driver: .reference, pages: 2, operations: MMOperation.choices, nonBlockable: true,
      initial: [Scene.initialKinds], isShared: true)
    let model = DriverModel(scene)
    var compared = 0
    for seed in 0..<100 {
      var random = SplitMix64(seed: UInt64(seed))
      var state = model.roots[random.below(model.roots.count)]
      for _ in 0..<60 {
        var wide = WideState<Concrete>()
        for variable in model.variables { wide[variable] = state[variable] }
        var next: [PackedState] = []
        _ = model.expand(state, onlyLocal: false) { step, state, _ in
          if step.actor == 0 || !model.isOptional(step) { next.append(state) }
        }
        // Retries are not counted where nothing is bounded.
        for group in model.groups(from: wide) where !group.name.hasPrefix("mm.begin") {
          for alternative in group.alternatives where alternative.condition {
            var packed = PackedState()
            for variable in model.variables { packed[variable] = alternative.next[variable] }
            packed[.valid] = state[.valid]
            for invalidator in 2..<model.invalidators {
              for variable: Variable in [
                .stage(invalidator), .operation(invalidator), .target(invalidator),
                .nonBlockable(invalidator),
              ] { packed[variable] = state[variable] }
            }
            let isCounted = next.contains { other in
              var other = other
              other[.retries] = packed[.retries]
              return other == packed
            }
            if !isCounted { Issue.record("seed \(seed): \(group.name)") }
            compared += 1
          }
        }
        var choices: [PackedState] = []
        _ = model.expand(state, onlyLocal: false) { _, state, broken in
          if broken & Property.bounds.bit == 0 { choices.append(state) }
        }
        if choices.isEmpty { break }
        state = choices[random.below(choices.count)]
      }
    }
    #expect(compared > 3_000)
  }
}
