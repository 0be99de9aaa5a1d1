// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import KernelSource
import KernelWalk
import Synchronization

/// The text of a kernel as worker processes are told of it: where the few files of it are, and what
/// is switched off.
public struct KernelReference: Codable, Hashable, Sendable {
  public var directory: String
  /// The `CONFIG_` symbols that are on.
  public var enabled: [String]

  /// Writes the files that are needed into a directory of their own, for ``remove()`` to take away.
  ///
  /// - Throws: where that cannot be written.
  init(_ kernel: Kernel) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-\(UUID().uuidString)")
    directory = folder.path
    enabled = kernel.configuration.enabled.sorted()
    try kernel.source.write(into: folder)
  }

  func remove() { try? FileManager.default.removeItem(atPath: directory) }

  private static let known = Mutex<[KernelReference: Kernel]>([:])

  /// The text, which is read once in a process.
  func kernel() throws(KernelProblem) -> Kernel {
    if let kernel = Self.known.withLock({ $0[self] }) { return kernel }
    let files = try KernelTree.directory(directory).read()
    let kernel = try Kernel(files, Configuration(enabled: Set(enabled)))
    Self.known.withLock { $0[self] = kernel }
    return kernel
  }
}
