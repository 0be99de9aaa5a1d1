// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// Where the text of a kernel is read from: a directory, a source archive, or a revision in git.
public enum KernelTree: Equatable, Sendable {
  /// A tree of sources, or at least `mm/hmm.c` and `include/linux/hmm.h` of one.
  case directory(String)
  /// What distributions ship: `linux-source-6.1.tar.xz`.
  case archive(String)
  /// `~/linux@v6.6`: a revision of the repository in a directory, without a checkout.
  case revision(String, String)

  /// What a name on the command line means.
  ///
  /// - Throws: ``KernelProblem`` where there is no such thing.
  public init(_ name: String) throws(KernelProblem) {
    let name = (name as NSString).expandingTildeInPath
    if name.isEmpty {
      throw KernelProblem("the name of a kernel's tree is empty", isOfUsage: true)
    }
    if let kind = KernelTree.kind(of: name) {
      self = kind == .typeDirectory ? .directory(name) : .archive(name)
      return
    }
    if let at = name.lastIndex(of: "@") {
      let directory = String(name[..<at])
      if KernelTree.kind(of: directory) == .typeDirectory {
        self = .revision(directory, String(name[name.index(after: at)...]))
        return
      }
    }
    throw KernelProblem(
      "\(name) is no directory, no archive, and no revision of one as in linux@v6.6",
      isOfUsage: true)
  }

  private static func kind(of path: String) -> FileAttributeType? {
    let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
  }

  /// Reads the few files that are needed.
  ///
  /// - Parameters:
  ///   - pageWalker: whose page walker is to be run: mm/pagewalk.c is read where it is the tree's.
  ///   - cache: where the files of archives are kept; nil where they are not.
  public func read(
    pageWalker: PageWalker = .model, cache: ArchiveCache? = nil
  ) throws(KernelProblem) -> KernelFiles {
    switch self {
    case .directory(let path):
      let folder = URL(fileURLWithPath: path)
      return try KernelTree.files(of: path, pageWalker) { name in
        try? Data(contentsOf: folder.appendingPathComponent(name))
      }
    case .archive(let path):
      let members = try KernelArchive(path: path).members(KernelTree.names, cache)
      return try KernelTree.files(of: path, pageWalker) { members[$0] }
    case .revision(let directory, let revision):
      let git = ["git", "-C", directory]
      let known = try Command.run(
        git + ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"])
      guard known.isSuccess else {
        throw KernelProblem(
          "git knows no revision \(revision) in \(directory)", isOfUsage: true)
      }
      return try KernelTree.files(of: "\(directory)@\(revision)", pageWalker) { name in
        // From the directory on, which need not be the top of the repository.
        guard let shown = try? Command.run(git + ["show", "\(revision):./\(name)"]), shown.isSuccess
        else { return nil }
        return shown.output
      }
    }
  }

  fileprivate static let walk = "mm/hmm.c"
  fileprivate static let header = "include/linux/hmm.h"
  fileprivate static let makefile = "Makefile"
  fileprivate static let pageWalk = "mm/pagewalk.c"
  /// All that can be asked for, so that an archive is read once whatever is.
  private static let names = [walk, header, makefile, pageWalk] + optionalNames
  /// What older and newer trees need not have.
  private static let optionalNames = EntryFeature.headers

  private static func files(
    of tree: String, _ pageWalker: PageWalker, _ read: (String) -> Data?
  ) throws(KernelProblem) -> KernelFiles {
    func text(_ name: String) throws(KernelProblem) -> String {
      guard let data = read(name) else {
        throw KernelProblem("\(tree) has no \(name): a kernel's tree has it, from 4.14 on")
      }
      guard let text = String(data: data, encoding: .utf8) else {
        throw KernelProblem("\(tree): \(name) is not text in UTF-8")
      }
      return text
    }
    let makefile = read(makefile).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let version = KernelVersion.read(makefile)
    let folder = URL(fileURLWithPath: tree).standardizedFileURL.lastPathComponent
    var headers: [String: String] = [:]
    for name in optionalNames {
      if let data = read(name) { headers[name] = String(decoding: data, as: UTF8.self) }
    }
    return KernelFiles(
      name: version?.text ?? folder, place: tree, version: version?.version, walk: try text(walk),
      header: try text(header), pageWalk: pageWalker == .source ? try text(pageWalk) : nil,
      headers: headers)
  }
}

extension KernelFiles {
  /// Writes a tree of nothing but these files.
  public func write(into folder: URL) throws {
    let parts = name.split(separator: ".")
    let makefile = zip(["VERSION", "PATCHLEVEL", "SUBLEVEL"], parts).map { "\($0) = \($1)\n" }
    let texts =
      [
        (KernelTree.walk, walk), (KernelTree.header, header),
        (KernelTree.makefile, version == nil ? "" : makefile.joined()),
      ] + (pageWalk.map { [(KernelTree.pageWalk, $0)] } ?? [])
      + headers.map { ($0.key, $0.value) }
    for (path, text) in texts {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }
}

extension KernelVersion {
  /// What the Makefile at the top of a tree says, and in full.
  static func read(_ makefile: String) -> (version: KernelVersion, text: String)? {
    func number(_ name: String) -> Int? {
      for line in makefile.split(separator: "\n").prefix(20) {
        let parts = line.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name else {
          continue
        }
        return Int(parts[1].trimmingCharacters(in: .whitespaces))
      }
      return nil
    }
    guard let major = number("VERSION"), let minor = number("PATCHLEVEL") else { return nil }
    let rest = number("SUBLEVEL").map { ".\($0)" } ?? ""
    return (KernelVersion(major, minor), "\(major).\(minor)\(rest)")
  }
}
