// SPDX-License-Identifier: GPL-2.0-or-later

/// What another thread does to VMAs while the mmap lock is not held.
public struct VMAChange: Equatable, Sendable {
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// munmap: the pages lie in a gap then.
    case unmap
    /// mprotect: the VMAs that lie there get READ and WRITE as in ``VMAChange/flags``.
    case protect
    /// mmap over whatever is there: a new VMA with ``VMAChange/flags``, and no page yet.
    case map
  }

  /// The moment (see ``UnlockedCall``) at which it happens.
  public var at: Int
  public var kind: Kind
  /// The first page and the first one behind, counted like ``Scenario/start``.
  public var start: Int
  public var end: Int
  /// Nothing for ``Kind/unmap``.
  public var flags: VMA.Flags

  public init(at: Int, kind: Kind, start: Int, end: Int, flags: VMA.Flags = []) {
    self.at = at
    self.kind = kind
    self.start = start
    self.end = end
    self.flags = flags
  }

  /// The VMAs after the change: what it cuts goes on as its parts.
  public func made(in vmas: [VMA]) -> [VMA] {
    var after: [VMA] = []
    for vma in vmas {
      let from = max(vma.start, start)
      let upTo = min(vma.end, end)
      if from >= upTo {
        after.append(vma)
        continue
      }
      if vma.start < from { after.append(vma.part(vma.start, from)) }
      if kind == .protect {
        var middle = vma.part(from, upTo)
        middle.flags = vma.flags.subtracting(.readWrite).union(flags)
        after.append(middle)
      }
      if upTo < vma.end { after.append(vma.part(upTo, vma.end)) }
    }
    if kind == .map {
      let place = after.firstIndex { $0.start >= end } ?? after.count
      after.insert(VMA(start: start, end: end, flags: flags), at: place)
    }
    return after
  }
}

extension VMA {
  fileprivate func part(_ start: Int, _ end: Int) -> VMA {
    var part = self
    part.start = start
    part.end = end
    if endOfFile != VMA.noEnd { part.endOfFile = max(endOfFile, start) }
    return part
  }
}
