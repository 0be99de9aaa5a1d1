// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Generator {
  @inlinable
  mutating func drawRequests(_ scenario: inout Scenario) {
    let asks: [UInt64] = Generator.asks
    scenario.requests.removeAll(keepingCapacity: true)
    scenario.defaultFlags = 0
    scenario.pfnFlagsMask = .max
    let form = random.below(8)
    // Snapshots, requests for all, requests for each page, and both at once.
    switch form {
    case 0: scenario.pfnFlagsMask = random.chance(50) ? 0 : .max
    case 1, 2:
      scenario.defaultFlags = random.chance(50) ? PfnWord.fault : PfnWord.fault | PfnWord.write
      scenario.pfnFlagsMask = 0
    case 3: scenario.defaultFlags = asks[random.below(asks.count)]
    case 4: scenario.pfnFlagsMask = PfnWord.fault
    case 5: scenario.pfnFlagsMask = PfnWord.fault | PfnWord.write
    default: break
    }
    let silent = form == 0 && scenario.pfnFlagsMask == .max
    let extras = random.chance(12)
    for _ in 0..<scenario.count {
      var word = silent ? 0 : asks[random.below(asks.count)]
      if extras {
        switch random.below(6) {
        case 0: word |= PfnWord.dmaMapped
        case 1: word |= PfnWord.p2pdma
        case 2: word |= PfnWord.p2pdmaBus
        case 3: word |= PfnWord.devicePrivate
        case 4: word |= random.next() & 0x00ff_ffff
        default: break
        }
      }
      scenario.requests.append(word)
    }
    if extras && silent {
      for page in 0..<scenario.count {
        scenario.requests[page] &= ~(PfnWord.fault | PfnWord.write)
      }
    }
  }

  @usableFromInline static let asks: [UInt64] = [
    0, PfnWord.fault, PfnWord.fault, PfnWord.fault | PfnWord.write,
    PfnWord.fault | PfnWord.write, PfnWord.write,
  ]
}
