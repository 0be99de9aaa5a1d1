// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Synchronization

/// An archive as it is at a time.
struct ArchiveStamp: Hashable, Sendable {
  /// Whole, and without symbolic links.
  let path: String
  let size: Int64
  /// Nanoseconds since 1970.
  let modified: Int64

  /// Nil where there is no such file.
  init?(_ name: String) {
    guard let real = realpath(name, nil) else { return nil }
    defer { free(real) }
    var status = stat()
    guard stat(real, &status) == 0 else { return nil }
    path = String(cString: real)
    size = Int64(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }
}

extension KernelArchive {
  private struct Key: Hashable {
    let stamp: ArchiveStamp
    let names: [String]
  }

  /// What this process has read.
  private static let known = Mutex<[Key: [String: Data]]>([:])

  /// The same as ``members(_:)``, read once as long as the archive does not change: in a process, and
  /// with a cache from one to the next.
  func members(_ names: [String], _ cache: ArchiveCache?) throws(KernelProblem) -> [String: Data] {
    guard let stamp = ArchiveStamp(path) else { return try members(names) }
    let key = Key(stamp: stamp, names: names)
    if let known = Self.known.withLock({ $0[key] }) { return known }
    let kept = cache?.members(of: stamp, names)
    let members = if let kept { kept } else { try members(names) }
    // What was changed while it was read is neither.
    if ArchiveStamp(path) == stamp {
      if kept == nil { cache?.keep(members, of: stamp, names) }
      Self.known.withLock { $0[key] = members }
    }
    return members
  }
}
