// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// How a kernel writes requests and outputs into the words of the array.
public struct Encoding: Equatable, Sendable {
  public var name: String
  /// VALID in outputs; the fault request in inputs.
  public var valid: UInt64
  /// WRITE in outputs; the write request in inputs.
  public var write: UInt64
  public var error: UInt64
  /// Special pages, where the format tells them from errors; 0 otherwise.
  public var special: UInt64
  /// A word that says "nothing here, but it could be faulted".
  public var none: UInt64
  /// Always set beside VALID; 0 in most formats.
  public var read: UInt64
  /// Device memory in outputs, and the request to bring it back in inputs; 0 where there is none.
  public var devicePrivate: UInt64
  /// Bits that come out as they went in.
  public var sticky: UInt64
  /// Where the map order begins; nil where the format has none. It is 5 bits wide.
  public var orderShift: Int?
  public var pfnShift: Int
  /// The bits of the pfn field.
  public var pfn: UInt64
  /// Flags that the kernel's header defines and that mean nothing to the contract.
  public var other: UInt64 = 0
  /// Where the header has what ``PfnWord`` names, if that is not where 6.16 has it.
  public var moved = Moved()

  /// The bits of input words where a format has one of them elsewhere than ``PfnWord``: 0 for one that
  /// it has not. All 0 where those that it has are at their places.
  public struct Moved: Equatable, Sendable {
    public var dmaMapped: UInt64 = 0
    public var p2pdma: UInt64 = 0
    public var p2pdmaBus: UInt64 = 0
    public var devicePrivate: UInt64 = 0

    public init() {}

    @inlinable var all: UInt64 { dmaMapped | p2pdma | p2pdmaBus | devicePrivate }
  }

  /// 4.14 to 4.16: fixed flags in the low bits.
  public static let fixedLow = Encoding(
    name: "4.14", valid: 1, write: 4, error: 8, special: 32, none: 16, read: 2, devicePrivate: 64,
    sticky: 0, orderShift: nil, pfnShift: 7, pfn: ~0 << 7)
  /// 4.17 to 5.6: the driver supplies flags, values and the shift. These are our driver's.
  public static let driver = Encoding(
    name: "driver", valid: 1, write: 2, error: 8, special: 16, none: 0, read: 0, devicePrivate: 4,
    sticky: 0, orderShift: nil, pfnShift: 12, pfn: ~0 << 12)
  /// 5.7: the same without device memory.
  public static let lateDriver: Encoding = {
    var encoding = driver
    encoding.name = "5.7"
    encoding.devicePrivate = 0
    return encoding
  }()
  /// 5.8: fixed flags in the high bits.
  public static let fixedHigh = Encoding(
    name: "5.8", valid: 1 << 63, write: 1 << 62, error: 1 << 61, special: 0, none: 0, read: 0,
    devicePrivate: 0, sticky: 0, orderShift: nil, pfnShift: 0, pfn: (1 << 56) - 1)
  /// 5.9 to 6.15: with the map order.
  public static let mapOrder: Encoding = {
    var encoding = fixedHigh
    encoding.name = "5.9"
    encoding.orderShift = 56
    return encoding
  }()
  /// 6.16 on: with sticky bits, and the order below them.
  public static let sticky: Encoding = {
    var encoding = fixedHigh
    encoding.name = "6.16"
    encoding.sticky = PfnWord.sticky
    encoding.orderShift = 53
    encoding.pfn = (1 << 53) - 1
    return encoding
  }()

  /// The bits of the order field.
  @inlinable public var order: UInt64 {
    (orderShift.map { 0x1f << UInt64($0) } ?? 0) & ~(valid | write | error | sticky | other)
  }

  /// Every bit that an output may have.
  @inlinable public var defined: UInt64 {
    valid | write | error | special | none | read | devicePrivate | sticky | other | order | pfn
  }

  /// A request word of a scenario, in this format. What the format has no bit for is dropped; bits
  /// that mean nothing stay what they are, in the pfn field.
  @inlinable
  public func request<W: VectorValue>(_ word: W) -> W {
    func translated(_ from: UInt64, _ to: UInt64) -> W {
      W.select(word.has(W(constant: from)), W(constant: to), W(constant: 0))
    }
    if pfnShift == 0 {
      if moved.all == 0 && valid == PfnWord.fault && write == PfnWord.write {
        // ``PfnWord/devicePrivate`` is a bit of the frame here: it asks for nothing, and can be set.
        return word & W(constant: ~(PfnWord.sticky & ~sticky))
      }
      let isFlag = moved.devicePrivate != 0
      let meaningless = word & W(constant: pfn & ~(isFlag ? PfnWord.devicePrivate : 0))
      let carried =
        moved.all == 0
        ? word & W(constant: PfnWord.sticky & sticky)
        : translated(PfnWord.dmaMapped, moved.dmaMapped)
          | translated(PfnWord.p2pdma, moved.p2pdma)
          | translated(PfnWord.p2pdmaBus, moved.p2pdmaBus)
          | translated(PfnWord.devicePrivate, moved.devicePrivate)
      return meaningless | carried | translated(PfnWord.fault, valid)
        | translated(PfnWord.write, write)
    }
    let meaningless = (word & W(constant: (1 << 40) - 1)).shiftedLeft(W(constant: UInt64(pfnShift)))
    return meaningless | translated(PfnWord.fault, valid) | translated(PfnWord.write, write)
      | translated(PfnWord.devicePrivate, devicePrivate)
  }

  /// The pfn field of an output word.
  @inlinable @inline(__always)
  public func frame<W: VectorValue>(_ word: W) -> W {
    (word & W(constant: pfn)).shiftedRight(W(constant: UInt64(pfnShift)))
  }

  /// Whether an output says that access is impossible.
  @inlinable @inline(__always)
  public func isError<W: VectorValue>(_ word: W) -> W.Bit {
    word.has(W(constant: error | special))
  }
}
