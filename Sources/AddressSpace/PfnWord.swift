// SPDX-License-Identifier: GPL-2.0-or-later

/// The bits of a request word as scenarios write them, whatever kernel they are run on.
///
/// Scenarios use the layout of 6.16: an ``Encoding`` translates to that of a revision and drops
/// the flags that it does not have.
public enum PfnWord {
  /// REQ_FAULT, and VALID in outputs.
  public static let fault: UInt64 = 1 << 63
  /// REQ_WRITE, and WRITE in outputs.
  public static let write: UInt64 = 1 << 62
  public static let error: UInt64 = 1 << 61
  public static let dmaMapped: UInt64 = 1 << 60
  public static let p2pdma: UInt64 = 1 << 59
  public static let p2pdmaBus: UInt64 = 1 << 58
  /// The request to bring device memory back, which kernels from 4.17 to 5.6 had. It stands on a
  /// bit that is part of no field that another kernel reads.
  public static let devicePrivate: UInt64 = 1 << 52

  public static let sticky = dmaMapped | p2pdma | p2pdmaBus

  /// The names in files and reports, from the highest bit down.
  public static let named: [(name: String, bit: UInt64)] = [
    ("F", fault), ("W", write), ("ERROR", error), ("DMA_MAPPED", dmaMapped),
    ("P2PDMA", p2pdma), ("P2PDMA_BUS", p2pdmaBus), ("DEVICE_PRIVATE", devicePrivate),
  ]

  /// The named bits of `word`, or "-" where it has none: `F W`, and what is left as hexadecimal.
  public static func describe(_ word: UInt64) -> String {
    if word == .max { return "all" }
    var parts = named.filter { word & $0.bit != 0 }.map(\.name)
    let rest = named.reduce(word) { $0 & ~$1.bit }
    if rest != 0 { parts.append("0x" + String(rest, radix: 16)) }
    return parts.isEmpty ? "-" : parts.joined(separator: " ")
  }
}
