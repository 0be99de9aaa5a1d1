// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Generator {
  @inlinable
  mutating func drawRange(_ scenario: inout Scenario) {
    if profile.realGeometry {
      scenario.geometry = .x86
      scenario.count = realCount()
      let pages = scenario.geometry.pagesPerPMD
      // Most ranges begin at or near a PMD's edge, where the walk changes hands.
      let edge = random.below(4) &* pages
      scenario.start = random.chance(50) ? edge : edge &+ random.below(pages)
    } else {
      scenario.geometry =
        profile.pairs ? .pairs : random.chance(6) ? .smallSplit : .small
      scenario.count = smallCount()
      scenario.start = random.chance(40) ? 0 : random.below(scenario.geometry.pagesPerPUD)
    }
  }

  @inlinable
  mutating func smallCount() -> Int {
    let dice = random.below(64)
    if dice == 0 { return 0 }
    let largest = dice < 40 ? min(4, profile.maximumPages) : profile.maximumPages
    return 1 &+ random.below(largest)
  }

  @inlinable
  mutating func realCount() -> Int {
    let most = profile.maximumPages
    switch random.below(8) {
    case 0...2: return 1 &+ random.below(min(16, most))
    case 3: return min(512, most)
    case 4: return min(510 &+ random.below(5), most)
    case 5: return min(1024, most)
    default: return 1 &+ random.below(most)
    }
  }
}
