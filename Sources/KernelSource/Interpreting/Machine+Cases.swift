// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

// Access through a pointer that depends on unknowns: it is a choice of known pointers, or a known
// object with an unknown cell, and the access is done for each.

extension Machine {
  /// One of the things that a pointer may be: an object, or what is no object, and the cell.
  struct PointerCase {
    let condition: Bit
    /// Where the pointer points, as if the cell were 0.
    let base: UInt64
    let cell: Word
  }

  /// How many cases are looked at before an access counts as not understood.
  private static var caseLimit: Int { 1024 }

  /// All that `pointer` may be; nil where that is not understood.
  private func cases(_ pointer: Word) -> [PointerCase]? {
    var result: [PointerCase] = []
    let isUnderstood = collect(pointer, plus: Word(constant: 0), true, &result, depth: 0)
    return isUnderstood ? result : nil
  }

  private func collect(
    _ pointer: Word, plus offset: Word, _ condition: Bit, _ result: inout [PointerCase], depth: Int
  ) -> Bool {
    if condition.constant == false { return true }
    guard depth < 64, result.count < Self.caseLimit else { return false }
    switch pointer.shape {
    case .known(let value):
      // A small offset is part of the cell, not of the object's number.
      let cell = Word(constant: value & 0xffff_ffff) &+ offset
      result.append(
        PointerCase(condition: condition, base: value & ~0xffff_ffff, cell: cell))
      return true
    case .choice(let choice, let a, let b):
      return collect(a, plus: offset, condition .& choice, &result, depth: depth + 1)
        && collect(b, plus: offset, condition .& .!choice, &result, depth: depth + 1)
    case .sum(let a, let b):
      if points(a, depth: 0) {
        return collect(a, plus: offset &+ b, condition, &result, depth: depth + 1)
      }
      guard points(b, depth: 0) else { return false }
      return collect(b, plus: offset &+ a, condition, &result, depth: depth + 1)
    case .other: return false
    }
  }

  /// Whether `value` is made of known pointers, as far as can be seen.
  private func points(_ value: Word, depth: Int) -> Bool {
    guard depth < 16 else { return false }
    switch value.shape {
    case .known(let number):
      return number >> 32 != 0 && Int(truncatingIfNeeded: number >> 32) <= memory.objects.count
    case .choice(_, let a, let b), .sum(let a, let b):
      return points(a, depth: depth + 1) || points(b, depth: depth + 1)
    case .other: return false
    }
  }

  /// The case's object; where it is none, the run errs.
  private mutating func object(
    _ access: PointerCase, _ offset: Int, at site: Int
  ) -> (record: Memory<Domain>.Object, number: Int, cell: Word)? {
    let number = Int(truncatingIfNeeded: access.base >> 32) - 1
    guard number >= 0, number < memory.objects.count else {
      let kind = number < 0 ? Finding.Kind.nullDereference : .invalidPointer
      fail(kind, where: access.condition, at: site)
      return nil
    }
    let record = memory.objects[number]
    let cell = access.cell &+ Word(constant: UInt64(truncatingIfNeeded: offset))
    let isInside = cell .< Word(constant: UInt64(record.count))
    fail(.outOfBounds, where: access.condition .& .!isInside, at: site)
    guard isInside.constant != false else { return nil }
    if cell.constant == nil, record.count > Self.caseLimit {
      fail(.unsupported, where: access.condition, at: site)
      return nil
    }
    return (record, number, cell)
  }

  /// The cells that an access may be to, with the condition for each.
  private mutating func targets(
    _ record: Memory<Domain>.Object, _ cell: Word, _ condition: Bit, size: UInt8, at site: Int
  ) -> [(place: Int, condition: Bit)] {
    let range: Range<Int>
    if let known = cell.constant {
      range = Int(known)..<(Int(known) + 1)
    } else {
      range = 0..<record.count
    }
    var result: [(place: Int, condition: Bit)] = []
    for index in range {
      let isThis = condition .& (cell .== Word(constant: UInt64(index)))
      let own = memory.sizes[record.base + index]
      if own != size, own != 0, size != 0 {
        fail(.unsupported, where: isThis, at: site)
      } else if isThis.constant != false {
        result.append((record.base + index, isThis))
      }
    }
    return result
  }

  mutating func loadCases(
    _ pointer: Word, _ offset: Int, size: UInt8, at site: Int
  ) -> (Word, Bit) {
    var value = Word(constant: 0)
    var isDefined: Bit = true
    guard let cases = cases(pointer) else {
      fail(.unsupported, where: true, at: site)
      return (value, isDefined)
    }
    // The conditions cover all runs that do not err, so that the first needs none.
    var isFirst = true
    for access in cases {
      guard let (record, number, cell) = object(access, offset, at: site) else { continue }
      if record.isForeign {
        isFirst = false
        branch(access.condition, &self) { machine in
          machine.site = site
          value = Word.select(access.condition, E.load(number, cell, &machine), value)
        }
        continue
      }
      for (place, condition) in targets(record, cell, access.condition, size: size, at: site) {
        let choice = isFirst ? true : condition
        isFirst = false
        value = Word.select(choice, memory.values[place], value)
        isDefined = Bit.select(choice, memory.defined[place], isDefined)
      }
    }
    return (value, isDefined)
  }

  mutating func storeCases(
    _ pointer: Word, _ offset: Int, size: UInt8, _ value: Word, _ isDefined: Bit, at site: Int
  ) {
    guard let cases = cases(pointer) else {
      fail(.unsupported, where: true, at: site)
      return
    }
    for access in cases {
      guard let (record, number, cell) = object(access, offset, at: site) else { continue }
      if record.isForeign {
        branch(access.condition, &self) { machine in
          machine.site = site
          E.store(number, cell, value, &machine)
        }
        continue
      }
      for (place, condition) in targets(record, cell, access.condition, size: size, at: site) {
        memory.values[place] = Word.select(condition, value, memory.values[place])
        memory.defined[place] = Bit.select(condition, isDefined, memory.defined[place])
      }
    }
  }
}
