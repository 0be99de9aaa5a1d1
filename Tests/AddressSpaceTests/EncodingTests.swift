// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// Requests as each kernel has them written, and what its words say.
@Suite struct EncodingTests {
  static let all: [Encoding] = [.fixedLow, .driver, .lateDriver, .fixedHigh, .mapOrder, .sticky]
  static let low: [Encoding] = [.fixedLow, .driver, .lateDriver]
  static let high: [Encoding] = [.fixedHigh, .mapOrder, .sticky]

  /// No bit means two things.
  @Test(arguments: all)
  func fieldsAreApart(_ encoding: Encoding) {
    let fields = [
      encoding.valid, encoding.write, encoding.error, encoding.special, encoding.none,
      encoding.read, encoding.devicePrivate, encoding.sticky, encoding.order, encoding.pfn,
    ]
    #expect(fields.reduce(0) { $0 | $1 } == encoding.defined)
    #expect(fields.reduce(0) { $0 + $1.nonzeroBitCount } == encoding.defined.nonzeroBitCount)
    #expect(encoding.valid.nonzeroBitCount == 1 && encoding.write.nonzeroBitCount == 1)
    #expect(encoding.pfn.trailingZeroBitCount == encoding.pfnShift)
    #expect(encoding.orderShift == nil || encoding.order.nonzeroBitCount == 5)
  }

  @Test(arguments: all)
  func requestsAreTranslated(_ encoding: Encoding) {
    let fault = PfnWord.fault
    let write = PfnWord.write
    #expect(encoding.request(UInt64(0)) == 0)
    #expect(encoding.request(fault) == encoding.valid)
    #expect(encoding.request(write) == encoding.write)
    #expect(encoding.request(fault | write) == encoding.valid | encoding.write)
    // Where the format has no bit for it, it is one of the frame.
    let device = encoding.request(PfnWord.devicePrivate)
    #expect(device & ~encoding.pfn == encoding.devicePrivate)
    #expect(device != 0 || encoding.pfnShift != 0)
    for bit in [PfnWord.dmaMapped, PfnWord.p2pdma, PfnWord.p2pdmaBus] {
      #expect(encoding.request(bit) == bit & encoding.sticky)
      #expect(encoding.request(bit | fault) == bit & encoding.sticky | encoding.valid)
    }
  }

  /// A header that has only VALID elsewhere carries the other bits as before.
  @Test func carriedBitsStayWhereValidMoves() {
    var encoding = Encoding.sticky
    (encoding.valid, encoding.error) = (PfnWord.error, PfnWord.fault)
    let asked = PfnWord.fault | PfnWord.dmaMapped | PfnWord.p2pdma
    #expect(encoding.request(asked) == PfnWord.error | PfnWord.dmaMapped | PfnWord.p2pdma)
  }

  /// Bits that ask for nothing ask for nothing in any format.
  @Test(arguments: all)
  func meaninglessBitsStayMeaningless(_ encoding: Encoding) {
    let asks = encoding.valid | encoding.write | encoding.devicePrivate | encoding.sticky
    for number in 0..<40 as Range<UInt64> {
      let word = encoding.request(UInt64(1) << number)
      #expect(word & asks == 0)
      #expect(encoding.frame(word) == 1 << number, "it lies in the pfn field")
    }
    let error = encoding.request(PfnWord.error)
    #expect(error & asks == 0)
  }

  @Test func theMaskOfAllLetsAllThrough() {
    for encoding in Self.all {
      let mask = encoding.request(UInt64.max)
      let asks = encoding.valid | encoding.write | encoding.devicePrivate | encoding.sticky
      #expect(mask & asks == asks, "\(encoding.name)")
    }
    for encoding in Self.low { #expect(encoding.request(UInt64.max) & encoding.error == 0) }
    #expect(Encoding.sticky.request(UInt64.max) == .max)
  }

  @Test(arguments: all)
  func wordsAreRead(_ encoding: Encoding) {
    let frame: UInt64 = 0x1234
    let word = frame << UInt64(encoding.pfnShift) | encoding.valid | encoding.write
    #expect(encoding.frame(word) == frame)
    #expect(encoding.frame(~encoding.pfn) == 0)
    #expect(!encoding.isError(word))
    #expect(encoding.isError(encoding.error))
    #expect(encoding.isError(encoding.special) == (encoding.special != 0))
    #expect(!encoding.isError(~(encoding.error | encoding.special)))
  }

  @Test func formatsOfTheKernels() {
    #expect(
      Self.high.allSatisfy { $0.valid == 1 << 63 && $0.write == 1 << 62 && $0.error == 1 << 61 })
    #expect(Encoding.mapOrder.order == 0x1f << 56)
    #expect(Encoding.sticky.order == 0x1f << 53)
    #expect(Encoding.sticky.sticky == 0x7 << 58)
    #expect(Encoding.fixedHigh.orderShift == nil && Encoding.fixedHigh.order == 0)
    #expect(Encoding.fixedHigh.pfn == (1 << 56) - 1)
    #expect(Encoding.driver.devicePrivate != 0 && Encoding.lateDriver.devicePrivate == 0)
  }

  // MARK: The world's words

  /// What the caller writes into its array, and passes beside it.
  @Test func interfacesWithoutAMask() {
    var scenario = Scenario(count: 2)
    scenario.requests = [PfnWord.fault | PfnWord.write, PfnWord.write]
    scenario.pfnFlagsMask = PfnWord.fault
    scenario.defaultFlags = PfnWord.write
    let driver = Encoding.driver
    let both = driver.valid | driver.write

    let masked = World.begun(scenario, Convention(encoding: driver))
    #expect(masked.pages.map(\.word) == [both, driver.write])
    #expect(masked.pfnFlagsMask == driver.valid && masked.defaultFlags == driver.write)

    let bare = World.begun(scenario, Convention(encoding: driver, hasMask: false))
    #expect(bare.pages.map(\.word) == [both, driver.write])
    #expect(bare.pfnFlagsMask == .max && bare.defaultFlags == 0)

    let one = World.begun(
      scenario, Convention(encoding: driver, hasMask: false, requestsPerPage: false))
    #expect(one.pages.map(\.word) == [driver.write, driver.write])

    scenario.snapshotCall = true
    let snapshot = World.begun(scenario, Convention(encoding: driver, hasSnapshotEntry: true))
    #expect(snapshot.pages.map(\.word) == [0, 0] && snapshot.defaultFlags == 0)
    let none = World.begun(scenario, Convention(encoding: driver))
    #expect(none.pages.map(\.word) == [both, driver.write])
  }

  @Test func describedInWords() {
    #expect(PfnWord.describe(0) == "-")
    #expect(PfnWord.describe(.max) == "all")
    #expect(PfnWord.describe(PfnWord.fault | PfnWord.write | 0x10) == "F W 0x10")
    for (name, bit) in PfnWord.named { #expect(PfnWord.describe(bit) == name) }
  }
}
