// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension Machine {
  /// The place of a cell in memory's arrays, or why there is none: negative, minus a kind.
  @inline(__always)
  func place(_ pointer: UInt64, _ offset: Int, size: UInt8) -> Int {
    let object = Int(truncatingIfNeeded: pointer >> 32) &- 1
    if object < 0 { return -Int(Finding.Kind.nullDereference.rawValue) }
    if object >= memory.objects.count { return -Int(Finding.Kind.invalidPointer.rawValue) }
    let record = memory.objects[object]
    let cell = Int(truncatingIfNeeded: pointer & 0xffff_ffff) &+ offset
    if cell >= record.count { return -Int(Finding.Kind.outOfBounds.rawValue) }
    if record.isForeign { return 0 }
    let place = record.base &+ cell
    let own = memory.sizes[place]
    if own != size, own != 0, size != 0 { return -Int(Finding.Kind.unsupported.rawValue) }
    return place
  }

  private func kind(_ place: Int) -> Finding.Kind {
    Finding.Kind(rawValue: UInt8(truncatingIfNeeded: -place)) ?? .unsupported
  }

  private func isForeign(_ pointer: UInt64) -> Bool {
    memory.objects[Int(truncatingIfNeeded: pointer >> 32) &- 1].isForeign
  }

  /// The cell `offset` behind where `pointer` points, which must have a value.
  @inline(__always)
  mutating func load(_ pointer: Word, _ offset: Int, size: UInt8, at site: Int) -> Word {
    guard let known = pointer.constant else {
      let (value, isDefined) = loadCases(pointer, offset, size: size, at: site)
      fail(.uninitialisedRead, where: .!isDefined, at: site)
      return value
    }
    let place = place(known, offset, size: size)
    if place < 0 {
      fail(kind(place), where: true, at: site)
      return Word(constant: 0)
    }
    if isForeign(known) {
      self.site = site
      return E.load(
        Int(known >> 32) - 1, Word(constant: known & 0xffff_ffff &+ UInt64(offset)), &self)
    }
    if memory.defined[place].constant != true {
      fail(.uninitialisedRead, where: .!memory.defined[place], at: site)
    }
    return memory.values[place]
  }

  /// As ``load(_:_:size:at:)``, with whether the cell has a value.
  mutating func loadMaybe(
    _ pointer: Word, _ offset: Int, size: UInt8, at site: Int
  ) -> (Word, Bit) {
    guard let known = pointer.constant else {
      return loadCases(pointer, offset, size: size, at: site)
    }
    let place = place(known, offset, size: size)
    if place < 0 {
      fail(kind(place), where: true, at: site)
      return (Word(constant: 0), true)
    }
    if isForeign(known) { return (load(pointer, offset, size: size, at: site), true) }
    return (memory.values[place], memory.defined[place])
  }

  @inline(__always)
  mutating func store(
    _ pointer: Word, _ offset: Int, size: UInt8, _ value: Word, _ isDefined: Bit, at site: Int
  ) {
    guard let known = pointer.constant else {
      storeCases(pointer, offset, size: size, value, isDefined, at: site)
      return
    }
    let place = place(known, offset, size: size)
    if place < 0 {
      fail(kind(place), where: true, at: site)
      return
    }
    if isForeign(known) {
      self.site = site
      E.store(
        Int(known >> 32) - 1, Word(constant: known & 0xffff_ffff &+ UInt64(offset)), value, &self)
      return
    }
    memory.values[place] = value
    memory.defined[place] = isDefined
    if E.traces {
      E.stored(
        Int(truncatingIfNeeded: known >> 32) - 1, Int(known & 0xffff_ffff) + offset, site, &self)
    }
  }

  /// Moves `count` cells, whether they have values or not.
  mutating func copyCells(to target: Word, from source: Word, count: Int, at site: Int) {
    for cell in 0..<count {
      let (value, isDefined) = loadMaybe(source, cell, size: 0, at: site)
      store(target, cell, size: 0, value, isDefined, at: site)
      if error.constant != 0 { return }
    }
  }
}
