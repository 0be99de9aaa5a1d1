// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// How an output is compared with the states that its page had.
extension World {
  @inlinable @inline(__always)
  func frameMatches(_ page: Int, _ view: View<D>) -> D.Bit {
    isReadable(page, view) .& (encoding.frame(pages[page].word) .== view.pfn)
  }

  @inlinable @inline(__always)
  public func flagsMatch(_ page: Int, _ view: View<D>) -> D.Bit {
    .!(isValid(page) .^ isReadable(page, view)) .& .!(isWritable(page) .^ isWritable(page, view))
  }

  @inlinable @inline(__always)
  func orderMatches(_ page: Int, _ view: View<D>) -> D.Bit {
    if encoding.orderShift == nil { return true }
    let isSmall = order(page) .== 0
    return (order(page) .== D.widen(view.order)) .& (isSmall .| isReadable(page, view))
  }

  /// The word, VALID or silent, says all that it says of this one state of the page.
  @inlinable @inline(__always)
  func describes(_ page: Int, _ view: View<D>) -> D.Bit {
    let frame = frameMatches(page, view) .& orderMatches(page, view)
    return flagsMatch(page, view) .& .!isImpossible(page, view) .& (.!isValid(page) .| frame)
  }

  @inlinable @inline(__always)
  func hasRightFrame(_ page: Int) -> D.Bit { anyMoment(page) { frameMatches(page, $0) } }

  @inlinable @inline(__always)
  func hasRightFlags(_ page: Int) -> D.Bit { anyMoment(page) { flagsMatch(page, $0) } }

  @inlinable @inline(__always)
  func hasRightOrder(_ page: Int) -> D.Bit { anyMoment(page) { orderMatches(page, $0) } }

  /// Another page of the range within the mapping that the page's order tells has other flags,
  /// and not because it was outside of that mapping when it was reported.
  @inlinable
  func differsWithinMapping(_ page: Int) -> D.Bit {
    let flags = D.Word(constant: encoding.valid | encoding.write | encoding.error)
    return anyPage { other in
      let shift = order(page)
      let start = UInt64(layout.start)
      // Both are in one aligned block of 2^shift pages where they differ below bit `shift` alone.
      let apart = (start &+ UInt64(page)) ^ (start &+ UInt64(other))
      let bits = UInt64(UInt64.bitWidth - apart.leadingZeroBitCount)
      let share = .!(shift .< D.Word(constant: bits))
      let differs = share .& ((pages[page].word ^ pages[other].word) & flags .!= 0)
      if differs.constant == false { return differs }
      return differs
        .& .!anyMoment(other) { view in
          (D.widen(view.order) .!= shift) .& flagsMatch(other, view)
        }
    }
  }

  /// The word has a bit that the format does not define, or a frame or an order without VALID.
  @inlinable @inline(__always)
  func hasStrayBits(_ page: Int) -> D.Bit {
    let word = pages[page].word
    let mapping = D.Word(constant: encoding.pfn | encoding.order)
    return word.has(D.Word(constant: ~encoding.defined)) .| (.!isValid(page) .& word.has(mapping))
  }
}
