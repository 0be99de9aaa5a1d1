// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// What distributions ship: all files of a kernel below one folder, packed by tar.
struct KernelArchive {
  let path: String

  /// Members by their names below the top folder; one that the archive has not is left out.
  ///
  /// They are picked while the archive streams by: it is never unpacked as a whole.
  ///
  /// - Throws: ``KernelProblem`` where tar does not get through the archive: what it may have
  ///   unpacked by then counts for nothing.
  func members(_ names: [String]) throws(KernelProblem) -> [String: Data] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw KernelProblem("cannot make \(folder.path): \(error.localizedDescription)")
    }
    let unpacked = try Command.run(
      [
        // Its messages are read below.
        "env", "LC_ALL=C", "tar", "--extract", "--file", path, "--directory", folder.path,
        "--strip-components=1", "--wildcards", "--no-wildcards-match-slash", "--occurrence=1",
      ] + names.map { "*/\($0)" })
    if !unpacked.isSuccess, let reason = Self.complaint(unpacked.error) {
      throw KernelProblem("\(path) is damaged, or no archive of a kernel's sources: \(reason)")
    }
    var members: [String: Data] = [:]
    for name in names {
      members[name] = try? Data(contentsOf: folder.appendingPathComponent(name))
    }
    if members.isEmpty {
      throw KernelProblem("\(path) is no archive of a kernel's sources: none of its files is there")
    }
    return members
  }

  /// What tar has to say besides that names are not in the archive; nil where that is all.
  private static func complaint(_ errors: String) -> String? {
    let lines = errors.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
    let others = lines.filter {
      !$0.hasSuffix("Not found in archive")
        && !$0.hasSuffix("Exiting with failure status due to previous errors")
    }
    if let first = others.first { return first }
    // A failure without a word is one as well.
    return lines.contains { $0.hasSuffix("Not found in archive") }
      ? nil : "tar failed without saying why"
  }
}
