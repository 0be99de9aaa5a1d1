// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// The few files that were picked from archives of kernels, kept for the next time.
///
/// An entry is known by the archive's path, size and time of change, and by the files that were asked
/// for. One that is damaged, or of another version, counts for nothing and is written anew; so does
/// one that cannot be read or written.
public struct ArchiveCache: Sendable {
  /// What is kept of an archive.
  private struct Entry: Codable {
    var version: Int
    var path: String
    var size: Int64
    /// Nanoseconds since 1970.
    var modified: Int64
    /// What was asked for; a file that the archive has not is not among ``files``.
    var names: [String]
    var files: [String: Data]
    /// Of all of the above.
    var checksum: UInt64
  }

  /// Changes whenever what is kept does, or how it is picked.
  public static let version = 1

  let folder: URL

  public init(folder: URL) { self.folder = folder }

  /// `$XDG_CACHE_HOME/hmmcheck`, or `~/.cache/hmmcheck`; nil where there is neither.
  public static var standard: ArchiveCache? {
    let environment = ProcessInfo.processInfo.environment
    // What is no absolute path is to be ignored, says the specification of these variables.
    if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") {
      return ArchiveCache(folder: URL(fileURLWithPath: base).appendingPathComponent("hmmcheck"))
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return ArchiveCache(
      folder: URL(fileURLWithPath: home).appendingPathComponent(".cache/hmmcheck"))
  }

  /// What is kept of an archive as it is now; nil where that is nothing.
  func members(of archive: ArchiveStamp, _ names: [String]) -> [String: Data]? {
    guard let data = try? Data(contentsOf: file(archive)),
      let entry = try? JSONDecoder().decode(Entry.self, from: data),
      entry.version == Self.version, entry.path == archive.path, entry.size == archive.size,
      entry.modified == archive.modified, entry.names == names, entry.checksum == sum(entry)
    else { return nil }
    return entry.files
  }

  /// Keeps what was picked from an archive, as far as that can be done.
  func keep(_ files: [String: Data], of archive: ArchiveStamp, _ names: [String]) {
    var entry = Entry(
      version: Self.version, path: archive.path, size: archive.size, modified: archive.modified,
      names: names, files: files, checksum: 0)
    entry.checksum = sum(entry)
    guard let data = try? JSONEncoder().encode(entry) else { return }
    let place = file(archive)
    let beside = place.appendingPathExtension("\(ProcessInfo.processInfo.processIdentifier).tmp")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try data.write(to: beside)
    } catch {
      unlink(beside.path)
      return
    }
    if rename(beside.path, place.path) != 0 { unlink(beside.path) }
  }

  private func file(_ archive: ArchiveStamp) -> URL {
    var sum = Checksum()
    sum.add(Data(archive.path.utf8))
    return folder.appendingPathComponent("archive-\(String(sum.value, radix: 16)).json")
  }

  private func sum(_ entry: Entry) -> UInt64 {
    var sum = Checksum()
    sum.add(Data("\(entry.version) \(entry.size) \(entry.modified) \(entry.path)".utf8))
    for name in entry.names { sum.add(Data(name.utf8)) }
    for (name, data) in entry.files.sorted(by: { $0.key < $1.key }) {
      sum.add(Data(name.utf8))
      sum.add(data)
    }
    return sum.value
  }
}

/// FNV-1a of 64 bits: against damage, not against people.
private struct Checksum {
  var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Adds bytes, and that they end here.
  mutating func add(_ data: Data) {
    for byte in data { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    value = (value ^ UInt64(data.count)) &* 0x100_0000_01b3
  }
}
