// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// How large a case is: the one total order of the shrinker, compared from the first part on.
///
/// 1. Pages of the range: fewer states to keep in mind matter most.
/// 2. Passes of the caller, then walks begun: restarts are what readers get lost in.
/// 3. Events, then fault outcomes that the script sets.
/// 4. Fields that differ from their default.
/// 5. The sum of the values that are left: kinds in the order of their declaration, bits of words,
///    places of events. Equal measures keep the case that was found first.
public struct Measure: Comparable, Sendable {
  public var pages: Int
  public var passes: Int
  public var walks: Int
  public var events: Int
  public var faults: Int
  public var fields: Int
  public var values: Int

  public init(_ scenario: Scenario, walks: Int) {
    pages = scenario.count
    passes = scenario.passes
    self.walks = walks
    events = scenario.events.count
    faults = scenario.faults.count
    fields = Measure.fields(scenario)
    values = Measure.values(scenario)
  }

  public static func < (a: Measure, b: Measure) -> Bool {
    let left = [a.pages, a.passes, a.walks, a.events, a.faults, a.fields, a.values]
    let right = [b.pages, b.passes, b.walks, b.events, b.faults, b.fields, b.values]
    return left.lexicographicallyPrecedes(right)
  }

  /// How many fields differ from those of ``Scenario/init(geometry:start:count:)``.
  static func fields(_ scenario: Scenario) -> Int {
    let plain = Scenario(geometry: scenario.geometry, start: scenario.start, count: scenario.count)
    var fields = 0
    func differs(_ differs: Bool) { if differs { fields += 1 } }
    differs(scenario.geometry != .small)
    differs(scenario.start != 0)
    differs(scenario.defaultFlags != 0)
    differs(scenario.pfnFlagsMask != .max)
    differs(scenario.snapshotCall)
    differs(scenario.mayDropLock)
    differs(scenario.invalidated)
    differs(scenario.pagemapLookups != nil)
    differs(scenario.accessedBits)
    fields += scenario.unlocked.fields
    fields += scenario.puds.count { $0 != .table }
    fields += scenario.pmds.count { $0 != .table }
    fields += scenario.ptes.count { $0 != .none }
    fields += scenario.requests.count { $0 != 0 }
    if scenario.vmas != plain.vmas {
      fields += scenario.vmas.count == 1 ? 0 : 1 + scenario.vmas.count
      for vma in scenario.vmas {
        differs(vma.flags != [.read, .write])
        differs(vma.hugetlb != .no)
        differs(vma.endOfFile != VMA.noEnd)
        differs(scenario.vmas.count == 1 && (vma.start, vma.end) != plain.bounds)
      }
    }
    return fields
  }

  static func values(_ scenario: Scenario) -> Int {
    var sum = scenario.start + (scenario.pagemapLookups ?? 0)
    // A request in the page's own word is the plainest.
    sum += 2 * scenario.defaultFlags.nonzeroBitCount + (64 - scenario.pfnFlagsMask.nonzeroBitCount)
    sum += scenario.requests.reduce(0) { $0 + $1.nonzeroBitCount }
    for kinds in [scenario.puds, scenario.pmds, scenario.ptes] {
      sum += kinds.reduce(0) { $0 + Int($1.rawValue) }
    }
    sum += scenario.events.reduce(0) {
      $0 + $1.at + $1.index + Int($1.kind.rawValue) + Int($1.target.rawValue)
    }
    sum += scenario.unlocked.values
    sum += scenario.faults.reduce(0) { $0 + Int($1.rawValue) }
    for vma in scenario.vmas {
      sum += vma.flags.symmetricDifference([.read, .write]).rawValue.nonzeroBitCount
      sum += Int(vma.hugetlb.rawValue)
      sum += min(vma.start, 9999) + (vma.endOfFile == VMA.noEnd ? 0 : 1)
    }
    return sum
  }
}

extension UnlockedCall {
  /// How many fields, and numbers of lists, are not the ordinary.
  public var fields: Int {
    let isSet = [timeout != 0, jiffies != 0, signal != nil, reaped != nil]
    return isSet.count { $0 } + lockTimes.count + faultTimes.count + changes.count
  }

  /// The sum of their values. Of 64-bit numbers the bits count: the plainest large one is one bit.
  public var values: Int {
    var sum = UnlockedCall.value(timeout) + UnlockedCall.value(jiffies)
    sum += (signal ?? 0) + (reaped ?? 0)
    sum += (lockTimes + faultTimes).reduce(0) { $0 + min($1, 9999) }
    return changes.reduce(sum) {
      let unlike = $1.kind == .unmap ? 0 : $1.flags.symmetricDifference(.readWrite).rawValue
      return $0 + $1.at + Int($1.kind.rawValue) + min($1.start, 9999) + min($1.end, 9999)
        + unlike.nonzeroBitCount
    }
  }

  private static func value(_ number: UInt64) -> Int {
    number < 10_000 ? Int(number) : 10_000 + number.nonzeroBitCount
  }
}

extension Scenario {
  fileprivate var bounds: (Int, Int) { vmas.first.map { ($0.start, $0.end) } ?? (0, 0) }
}

extension Measure: CustomStringConvertible {
  /// `1 page, 1 walk, 2 fields, values 3`: the parts in their order, without passes, events and
  /// faults where there is nothing to say of them.
  public var description: String {
    func counted(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    var parts = [counted(pages, "page")]
    if passes != 1 { parts.append("\(passes) passes") }
    parts.append(counted(walks, "walk"))
    if events != 0 { parts.append(counted(events, "event")) }
    if faults != 0 { parts.append(counted(faults, "fault")) }
    return (parts + [counted(fields, "field"), "values \(values)"]).joined(separator: ", ")
  }
}
