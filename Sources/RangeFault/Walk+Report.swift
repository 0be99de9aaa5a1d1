// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  @inlinable @inline(__always)
  var encoding: Encoding { world.convention.encoding }

  /// Stores an output, with the input's sticky bits where the format has them.
  @inlinable @inline(__always)
  mutating func report(_ page: Int, _ word: D.Word) {
    var word = word
    if encoding.sticky != 0 {
      word = word | (world.pages[page].word & D.Word(constant: encoding.sticky))
    }
    world.store(page, word)
  }

  /// Reports a page that is not accessible now, but could be faulted.
  @inlinable @inline(__always)
  mutating func reportNone(_ page: Int) { report(page, D.Word(constant: encoding.none)) }

  @inlinable @inline(__always)
  mutating func reportError(_ page: Int) { report(page, D.Word(constant: encoding.error)) }

  /// Reports a special page: an error, or the word that the driver has for it.
  @inlinable @inline(__always)
  mutating func reportSpecial(_ page: Int) {
    let special = encoding.special == 0 ? encoding.error : encoding.special
    report(page, D.Word(constant: special))
  }

  /// An output word: a frame and what the CPU allows on it.
  ///
  /// - Parameters:
  ///   - order: log2 of the pages of the mapping.
  ///   - alwaysValid: the frame is marked valid whatever the CPU allows (before 5.8).
  @inlinable @inline(__always)
  public func word(
    _ pfn: D.Word, _ cpu: CPUFlags<D>, order: Int, alwaysValid: Bool = false
  ) -> D.Word {
    func bits(_ condition: D.Bit, _ value: UInt64) -> D.Word {
      D.Word.select(condition, D.Word(constant: value), 0)
    }
    let valid = cpu.valid .| D.Bit(constant: alwaysValid)
    var word =
      pfn.shiftedLeft(D.Word(constant: UInt64(encoding.pfnShift)))
      | bits(valid, encoding.valid | encoding.read) | bits(cpu.write, encoding.write)
    if let shift = encoding.orderShift {
      word = word | D.Word(constant: UInt64(order) << UInt64(shift))
    }
    if encoding.devicePrivate != 0 { word = word | bits(cpu.devicePrivate, encoding.devicePrivate) }
    return word
  }

  /// Reports pages `from` ..< `to` with one word.
  @inlinable
  mutating func fill(_ from: D.Word, _ to: Int, _ report: (inout Walk, Int) -> Void) {
    loop(from: from, to: to, &self, while: { _, _ in true }, report)
  }

  /// Remembers how far the walk came, where success is a number of pages.
  @inlinable @inline(__always)
  mutating func reached(_ page: D.Word) {
    if world.convention.returnsCount { last = page }
  }
}
