// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Scenario {
  /// The fields in files, in their order. Those at their default are left out; geometry and count
  /// always stand there, since a scenario cannot be read without them.
  var members: [JSON.Member] {
    let plain = Scenario(geometry: geometry, start: start, count: count)
    var members = [
      JSON.Member(name: "geometry", value: geometry.json),
      JSON.Member(name: "count", value: .integer(count)),
    ]
    func add(_ name: String, _ isDefault: Bool, _ value: @autoclosure () -> JSON) {
      if !isDefault { members.append(JSON.Member(name: name, value: value())) }
    }
    add("start", start == 0, .integer(start))
    add("vmas", vmas == plain.vmas, .array(vmas.map(\.json)))
    add("puds", puds == plain.puds, .runs(puds, "kind", \.name))
    add("pmds", pmds == plain.pmds, .runs(pmds, "kind", \.name))
    add("ptes", ptes == plain.ptes, .runs(ptes, "kind", \.name))
    add("requests", requests == plain.requests, .runs(requests, "word", PfnWord.spelled))
    add("defaultFlags", defaultFlags == 0, .string(PfnWord.spelled(defaultFlags)))
    add("pfnFlagsMask", pfnFlagsMask == .max, .string(PfnWord.spelled(pfnFlagsMask)))
    add("snapshotCall", !snapshotCall, .bool(true))
    add("mayDropLock", !mayDropLock, .bool(true))
    add("invalidated", !invalidated, .bool(true))
    add("pagemapLookups", pagemapLookups == nil, .integer(pagemapLookups ?? 0))
    add("accessedBits", !accessedBits, .bool(true))
    add("faults", faults.isEmpty, .strings(faults.map(\.name)))
    add("events", events.isEmpty, .array(events.map(\.json)))
    add("passes", passes == 1, .integer(passes))
    add("unlocked", unlocked == UnlockedCall(), .object(unlocked.members))
    return members
  }
}

extension Geometry {
  fileprivate var json: JSON {
    if let name = Geometry.named.first(where: { $0.geometry == self })?.name {
      return .string(name)
    }
    return .object([
      JSON.Member(name: "pmdShift", value: .integer(pmdShift)),
      JSON.Member(name: "pudShift", value: .integer(pudShift)),
      JSON.Member(name: "tableShift", value: .integer(tableShift)),
    ])
  }
}

extension VMA {
  fileprivate var json: JSON {
    var members = [
      JSON.Member(name: "start", value: .integer(start)),
      JSON.Member(name: "end", value: .integer(end)),
      JSON.Member(name: "flags", value: .string(flags.spelled)),
    ]
    if hugetlb != .no {
      members.append(JSON.Member(name: "hugetlb", value: .string("\(hugetlb)")))
    }
    if endOfFile != VMA.noEnd {
      members.append(JSON.Member(name: "endOfFile", value: .integer(endOfFile)))
    }
    return .object(members)
  }
}

extension Event {
  fileprivate var json: JSON {
    var members = [
      JSON.Member(name: "at", value: .integer(at)),
      JSON.Member(name: "target", value: .string("\(target)")),
    ]
    // An event of the range has neither, so they are their defaults.
    if target != .range || index != 0 || kind != .none {
      members.append(JSON.Member(name: "index", value: .integer(index)))
      members.append(JSON.Member(name: "kind", value: .string(kind.name)))
    }
    return .object(members)
  }
}
