// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Testing

/// The decision for one page, all rows of the kernels' truth tables: request bits F, W and (where
/// there is such a request) D, against what the CPU's entry allows.
@Suite struct NeedTests {
  enum Expected { case nothing, read, write }

  struct Inputs: CustomStringConvertible {
    var fault, write, back, cpuValid, cpuWrite, cpuDevice: Bool

    /// All there are.
    static let all: [Inputs] = (0..<64).map { number in
      func bit(_ place: Int) -> Bool { number >> place & 1 != 0 }
      return Inputs(
        fault: bit(0), write: bit(1), back: bit(2), cpuValid: bit(3), cpuWrite: bit(4),
        cpuDevice: bit(5))
    }

    var description: String {
      let request = (fault ? "F" : "") + (write ? "W" : "") + (back ? "D" : "")
      let cpu = (cpuValid ? "V" : "") + (cpuWrite ? "W" : "") + (cpuDevice ? "D" : "")
      return "request \(request), cpu \(cpu)"
    }
  }

  func need(_ inputs: Inputs, _ revision: Revision) -> Expected {
    let convention = revision.convention
    var word: UInt64 = 0
    if inputs.fault { word |= PfnWord.fault }
    if inputs.write { word |= PfnWord.write }
    if inputs.back { word |= PfnWord.devicePrivate }
    let cpu = CPUFlags<Concrete>(
      valid: inputs.cpuValid, write: inputs.cpuWrite, devicePrivate: inputs.cpuDevice)
    let need = revision.needFault(convention.encoding.request(word), cpu, convention)
    if !need.fault {
      // A write fault without a fault does not exist.
      #expect(!need.write)
      return .nothing
    }
    return need.write ? .write : .read
  }

  /// From 5.7 on a request has F and W only; before 4.17 it had no D either. W alone asks nothing.
  static func withoutDevice(_ inputs: Inputs) -> Expected {
    switch (inputs.fault, inputs.write, inputs.cpuValid, inputs.cpuWrite) {
    case (false, _, _, _): .nothing
    case (true, true, _, false): .write
    // Writable and yet not valid: no entry is so.
    case (true, true, false, true): .read
    case (true, true, true, true): .nothing
    case (true, false, false, _): .read
    case (true, false, true, _): .nothing
    }
  }

  /// From 4.17 to 5.6 device memory was faulted where D was asked, whatever it allowed, and never
  /// where it was not.
  static func withDevice(_ inputs: Inputs) -> Expected {
    if !inputs.cpuDevice { return withoutDevice(inputs) }
    switch (inputs.fault, inputs.back, inputs.write) {
    case (true, true, true): return .write
    case (true, true, false): return .read
    default: return .nothing
    }
  }

  @Test(arguments: [Revision.v4_17, .v5_0, .v5_2, .v5_4, .v5_6])
  func withRequestsForDeviceMemory(_ revision: Revision) {
    for inputs in Inputs.all {
      #expect(need(inputs, revision) == NeedTests.withDevice(inputs), "\(inputs)")
    }
  }

  @Test(arguments: [Revision.v4_16, .v5_7, .v5_8, .v5_15, .v6_1, .v6_12, .conforming])
  func withoutRequestsForDeviceMemory(_ revision: Revision) {
    for inputs in Inputs.all where !inputs.cpuDevice {
      #expect(need(inputs, revision) == NeedTests.withoutDevice(inputs), "\(inputs)")
    }
  }

  /// Before the release of 4.17 the test of "valid" was the wrong way round, and a write request on
  /// what is not writable took everything back.
  @Test func wrongPolarities() {
    let revision = Revision.v4_17dev
    for inputs in Inputs.all where !inputs.cpuDevice {
      let lost = inputs.write && !inputs.cpuWrite
      let expected: Expected = inputs.fault && inputs.cpuValid && !lost ? .read : .nothing
      #expect(need(inputs, revision) == expected, "\(inputs)")
    }
  }

  /// To ask for more never needs less; to be allowed more never needs more.
  @Test(arguments: [Revision.v5_7, .v5_8, .v5_15, .v6_1, .v6_12])
  func monotone(_ revision: Revision) {
    func rank(_ inputs: Inputs) -> Int {
      switch need(inputs, revision) {
      case .nothing: 0
      case .read: 1
      case .write: 2
      }
    }
    for less in Inputs.all where !less.cpuDevice {
      var more = less
      more.fault = true
      #expect(rank(less) <= rank(more), "\(less)")
      more = less
      more.write = true
      #expect(rank(less) <= rank(more), "\(less)")
      more = less
      more.cpuValid = true
      #expect(rank(more) <= rank(less), "\(less)")
      more = less
      more.cpuWrite = true
      #expect(rank(more) <= rank(less), "\(less)")
    }
  }
}
