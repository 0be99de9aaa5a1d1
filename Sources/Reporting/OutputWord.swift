// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking

/// A word of the array after the call, taken apart by the format of its revision.
struct OutputWord: Equatable {
  /// `VALID WRITE`, `ERROR`, `0`; `not set` where the walk stored nothing.
  var flags: String
  /// Where there is one, or VALID says that there should be.
  var pfn: UInt64?
  var order: UInt64

  init(_ word: UInt64, _ encoding: Encoding, isSet: Bool = true) {
    pfn = nil
    order = 0
    if !isSet {
      flags = "not set"
      return
    }
    let isValid = word & encoding.valid != 0
    let names = OutputWord.names(encoding).filter { word & $0.bit != 0 }.map(\.name)
    let undefined = word & ~encoding.defined
    flags = (names + (undefined == 0 ? [] : [hexadecimal(undefined)])).joined(separator: " ")
    if let shift = encoding.orderShift { order = (word & encoding.order) >> UInt64(shift) }
    let frame = encoding.frame(word)
    if isValid || frame != 0 { pfn = frame }
    if flags.isEmpty && pfn == nil && order == 0 { flags = "0" }
  }

  /// READ always comes with VALID and tells nothing.
  private static func names(_ encoding: Encoding) -> [(name: String, bit: UInt64)] {
    let named = [
      ("VALID", encoding.valid), ("WRITE", encoding.write), ("ERROR", encoding.error),
      ("SPECIAL", encoding.special), ("NONE", encoding.none),
      ("DEVICE_PRIVATE", encoding.devicePrivate),
    ]
    let sticky = PfnWord.named.filter { encoding.sticky & $0.bit != 0 }
    return named.map { (name: $0.0, bit: $0.1) } + sticky
  }

  /// `VALID WRITE pfn 0x1000 order 2`, or for a run of pages `VALID pfn 0x1000-0x1003`.
  func text(through last: OutputWord? = nil) -> String {
    var parts = flags.isEmpty ? [] : [flags]
    if let pfn {
      let end = last?.pfn.flatMap { $0 == pfn ? nil : "-" + hexadecimal($0) } ?? ""
      parts.append("pfn \(hexadecimal(pfn))\(end)")
    }
    if order != 0 { parts.append("order \(order)") }
    return parts.joined(separator: " ")
  }

  /// The page behind goes on as this one, with the next frame or the same.
  func continues(_ other: OutputWord, step: UInt64) -> Bool {
    flags == other.flags && order == other.order
      && pfn == other.pfn.map { $0 &+ step }
  }
}
