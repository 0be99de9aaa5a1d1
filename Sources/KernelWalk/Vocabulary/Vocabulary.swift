// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource

/// Which kinds of entries the text of a kernel can meet, and how that is known: from the tree's own
/// headers, from what the text asks, from the configuration, and only then from the version.
public struct Vocabulary: Equatable, Sendable {
  /// Kinds that a kernel has all of or none of.
  public struct Row: Equatable, Sendable {
    /// `device-private PMDs`.
    public let name: String
    public let kinds: KindSet
    /// Scenarios have entries of these kinds.
    public let isGiven: Bool
    public let reason: Reason
  }

  /// How it is known whether there are such entries.
  public enum Reason: Equatable, Sendable {
    /// All kernels have them.
    case everyKernel
    /// A symbol, with `CONFIG_`, without which there are none is off.
    case switchedOff(String)
    /// The text asks for them by this name.
    case asked(String)
    /// The text passes over VMAs that could have them, by this name.
    case refused(String)
    /// The text has no way to meet them: it names nothing called so.
    case unasked(String)
    /// A header of the tree names them.
    case named(String, header: String)
    /// Headers of the tree were read, and none names them.
    case unnamed(headers: [String])
    /// A header or the text names them, but nothing in this version creates one.
    case notMade(KernelVersion, since: KernelVersion, source: String)
    /// The version has, or has not, what came with `since` and went with `until`.
    case version(KernelVersion, since: KernelVersion?, until: KernelVersion?)
    /// Nothing else is known, and the tree does not say its version: taken for a new kernel.
    case unknownVersion
  }

  public let rows: [Row]

  /// All kinds that scenarios have.
  public var given: KindSet {
    rows.filter(\.isGiven).reduce([]) { $0.union($1.kinds) }
  }

  /// Kinds that no draw of a seed knows: those that there are not in this configuration, and devmap
  /// entries where they are not given.
  public var undrawn: KindSet {
    let isOff = rows.filter { if case .switchedOff = $0.reason { true } else { false } }
    let devmap = KindSet.devmapPTE.union(.devmapPMD).subtracting(given)
    return isOff.reduce(devmap) { $0.union($1.kinds) }
  }

  /// What is known of bits above the offset of a swap entry, which are of no kind.
  public var accessedBits: Row? { rows.first { $0.name == EntryFeature.accessedBits.name } }

  /// Scenarios may have such bits.
  public var hasAccessedBits: Bool { accessedBits?.isGiven ?? true }

  /// What is known of a kind.
  public func row(of kind: Kind) -> Row? { rows.first { $0.kinds.contains(kind) } }

  /// Finds out what a text can meet.
  init(_ evidence: EntryEvidence) {
    rows = EntryFeature.all.map { feature in
      let (isGiven, reason) = evidence.verdict(feature)
      return Row(name: feature.name, kinds: feature.kinds, isGiven: isGiven, reason: reason)
    }
  }
}

extension Vocabulary.Reason: CustomStringConvertible {
  /// `include/linux/leafops.h names pmd_is_device_private_entry`.
  public var description: String {
    switch self {
    case .everyKernel: "every kernel has them"
    case .switchedOff(let symbol): "\(symbol) is off"
    case .asked(let name): "the text asks \(name)"
    case .refused(let name): "the text refuses VMAs that have them (\(name))"
    case .unasked(let name): "the text has no \(name)"
    case .named(let name, let header): "\(header) names \(name)"
    case .unnamed(let headers):
      "\(headers.joined(separator: " and ")) \(headers.count == 1 ? "does" : "do") not name them"
    case .notMade(let version, let since, let source):
      "named, but \(version) creates none: only \(since) and later do (\(source))"
    case .version(let version, let since, let until):
      if let since, version < since {
        "its version, \(version), is before \(since)"
      } else if let until, until <= version {
        "its version, \(version), is \(until) or later"
      } else {
        "its version, \(version), is \(since ?? version) or later"
      }
    case .unknownVersion: "the version is unknown, so that a new kernel is assumed"
    }
  }
}
