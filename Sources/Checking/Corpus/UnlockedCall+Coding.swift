// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// What surrounds a call that takes the mmap lock itself, in files.

extension UnlockedCall {
  /// The fields, but for those at their default.
  var members: [JSON.Member] {
    var members: [JSON.Member] = []
    func add(_ name: String, _ isDefault: Bool, _ value: @autoclosure () -> JSON) {
      if !isDefault { members.append(JSON.Member(name: name, value: value())) }
    }
    func numbers(_ numbers: [Int]) -> JSON { .array(numbers.map { .integer($0) }) }
    add("timeout", timeout == 0, .string(hexadecimal(timeout)))
    add("jiffies", jiffies == 0, .string(hexadecimal(jiffies)))
    add("lockTimes", lockTimes.isEmpty, numbers(lockTimes))
    add("faultTimes", faultTimes.isEmpty, numbers(faultTimes))
    add("signal", signal == nil, .integer(signal ?? 0))
    add("reaped", reaped == nil, .integer(reaped ?? 0))
    add("changes", changes.isEmpty, .array(changes.map(\.json)))
    return members
  }
}

extension VMAChange {
  fileprivate var json: JSON {
    var members = [
      JSON.Member(name: "at", value: .integer(at)),
      JSON.Member(name: "change", value: .string("\(kind)")),
      JSON.Member(name: "start", value: .integer(start)),
      JSON.Member(name: "end", value: .integer(end)),
    ]
    if kind != .unmap {
      members.append(JSON.Member(name: "flags", value: .string(flags.spelled)))
    }
    return .object(members)
  }
}

extension Field {
  func unlockedCall() throws(FieldError) -> UnlockedCall {
    let fields = try FieldReader(
      self, ["timeout", "jiffies", "lockTimes", "faultTimes", "signal", "reaped", "changes"])
    func numbers(_ name: String) throws(FieldError) -> [Int] {
      try fields.optional(name)?.list { (field) throws(FieldError) in try field.integer() } ?? []
    }
    var call = UnlockedCall()
    call.timeout = try fields.optional("timeout")?.number64() ?? 0
    call.jiffies = try fields.optional("jiffies")?.number64() ?? 0
    call.lockTimes = try numbers("lockTimes")
    call.faultTimes = try numbers("faultTimes")
    call.signal = try fields.optional("signal")?.integer()
    call.reaped = try fields.optional("reaped")?.integer()
    call.changes =
      try fields.optional("changes")?.list { (field) throws(FieldError) in try field.change() }
      ?? []
    return call
  }

  private func change() throws(FieldError) -> VMAChange {
    let fields = try FieldReader(self, ["at", "change", "start", "end", "flags"])
    let at = try fields.required("at", "2").integer()
    let names = VMAChange.Kind.allCases.map { "\($0)" }
    let field = try fields.required("change", "\"unmap\"")
    let kind = try field.named("change of VMAs", among: names) { name in
      VMAChange.Kind.allCases.first { "\($0)" == name }
    }
    var change = VMAChange(
      at: at, kind: kind, start: try fields.required("start", "0").integer(),
      end: try fields.required("end", "4").integer())
    if kind == .unmap {
      change.flags = try fields.optional("flags")?.vmaFlags() ?? []
    } else {
      change.flags = try fields.required("flags", "\"READ\"").vmaFlags()
    }
    return change
  }
}
