// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelWalk
import RangeFault

/// What is checked: a revision of the walk, or the text of a kernel.
public enum Target: Sendable {
  case revision(Revision)
  /// `like` is the revision that stands for kernels of its age: its ways, and the fixes that its
  /// defects are known by. Its kinds of entries are the text's own (``Vocabulary``).
  case kernel(Kernel, like: Revision)

  /// The text of a kernel, like the revision of its version or the latest before it.
  public init(_ kernel: Kernel) {
    self = .kernel(kernel, like: Revision.like(kernel))
  }

  /// The revision, or the one that the kernel is like.
  public var revision: Revision {
    switch self {
    case .revision(let revision): revision
    case .kernel(_, let revision): revision
    }
  }

  public var kernel: Kernel? {
    if case .kernel(let kernel, _) = self { kernel } else { nil }
  }

  public var name: String { kernel?.name ?? revision.name }
}

extension Target {
  /// Why a scenario cannot be run on this target, or nil where it can: it uses what this kernel does
  /// not have. Of a text it says how that is known.
  public func refusal(_ scenario: Scenario) -> String? {
    guard let kernel else { return revision.refusal(scenario) }
    if let missing = revision.missingKind(scenario) {
      let reason = kernel.interface.vocabulary.row(of: missing)?.reason
      return "\(kernel.name) has no \(missing.name) entries"
        + (reason.map { ": \($0)" } ?? "")
    }
    if lacksAccessedBits(scenario), let row = kernel.interface.vocabulary.accessedBits {
      return "\(kernel.name) has no \(row.name): \(row.reason)"
    }
    var named = revision
    named.name = kernel.name
    return named.refusal(scenario)
  }

  /// The scenario has bits above the offsets of swap entries, and the kernel of the text has none.
  func lacksAccessedBits(_ scenario: Scenario) -> Bool {
    guard scenario.accessedBits, let kernel else { return false }
    return !kernel.interface.vocabulary.hasAccessedBits
  }
}

extension Profile {
  /// What fits a target.
  public init(_ target: Target, realGeometry: Bool = false, maximumPages: Int? = nil) {
    self.init(
      revision: target.revision, realGeometry: realGeometry, maximumPages: maximumPages)
    pudsComeBack = target.kernel?.source.pageWalker == .source
  }
}

extension Revision {
  /// The revision of a kernel's version, or the latest before it, among those that are called as the
  /// kernel is; a kernel that does not say what it is counts as the latest of them.
  static func like(_ kernel: Kernel) -> Revision {
    let dated = all.compactMap { revision -> (KernelVersion, Revision)? in
      let parts = revision.name.dropFirst().split(separator: ".").compactMap { Int($0) }
      return parts.count == 2 ? (KernelVersion(parts[0], parts[1]), revision) : nil
    }.sorted { $0.0 < $1.0 }.filter { $0.1.convention.isCalled(as: kernel.interface.convention) }
    var like =
      (dated.last { pair in kernel.source.version.map { pair.0 <= $0 } ?? true } ?? dated.first)?.1
      ?? .conforming
    // What the configuration leaves out is not there to be walked.
    let vocabulary = kernel.interface.vocabulary
    if !kernel.interface.hasHugetlb { like.ways.walksHugetlb = false }
    if kernel.interface.canDropLock {
      like.ways.canDropLock = true
      like.ways.takesLock = true
    }
    if let version = kernel.source.version {
      like.ways.specialNeedsMap = version < KernelVersion(5, 2)
    }
    like.ways.hasAccessedBits = vocabulary.hasAccessedBits
    like.drawn = like.kinds.subtracting(vocabulary.undrawn)
    like.kinds = vocabulary.given
    return like
  }
}

extension Convention {
  /// Whether callers of one interface are callers of the other, but for the format of words.
  fileprivate func isCalled(as other: Convention) -> Bool {
    var other = other
    other.encoding = encoding
    other.tablesVanish = tablesVanish
    other.takesLock = takesLock
    return self == other
  }
}
