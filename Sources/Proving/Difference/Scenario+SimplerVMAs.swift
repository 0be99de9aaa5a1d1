// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Scenario {
  private var plainVMAs: [VMA] {
    Scenario(geometry: geometry, start: start, count: count).vmas
  }

  /// Fewer VMAs, and plainer ones.
  var simplerVMAs: [Scenario] {
    var candidates = [changed { $0.vmas = plainVMAs }]
    for index in vmas.indices.reversed() {
      candidates.append(changed { $0.vmas.remove(at: index) })
      if index > 0 {
        for flags in [vmas[index - 1].flags, vmas[index].flags] {
          candidates.append(
            changed { scenario in
              scenario.vmas[index - 1].end = vmas[index].end
              scenario.vmas[index - 1].flags = flags
              scenario.vmas.remove(at: index)
            })
        }
      }
      candidates.append(
        changed {
          $0.vmas[index].flags = [.read, .write]
          $0.vmas[index].endOfFile = VMA.noEnd
        })
      for (_, flag) in VMA.Flags.named {
        candidates.append(changed { $0.vmas[index].makePlain(flag) })
      }
      candidates.append(changed { $0.vmas[index].endOfFile = VMA.noEnd })
      candidates.append(changed { $0.vmas[index].hugetlb = .no })
      candidates.append(changed { $0.vmas[index].hugetlb = .pmd })
      if vmas.count == 1, let plain = plainVMAs.first {
        candidates.append(changed { ($0.vmas[0].start, $0.vmas[0].end) = (plain.start, plain.end) })
        candidates.append(changed { $0.vmas[0].start = 0 })
        candidates.append(changed { $0.vmas[0].end = plain.end })
      }
    }
    return candidates
  }
}

extension VMA {
  /// Gives a flag the value that it has in plain memory.
  fileprivate mutating func makePlain(_ flag: Flags) {
    if Flags([.read, .write]).contains(flag) { flags.insert(flag) } else { flags.remove(flag) }
    if !flags.contains(.file) { endOfFile = VMA.noEnd }
  }
}
