// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Synchronization

/// The text of a kernel, as it was read from a tree in one configuration.
public final class Kernel: Sendable {
  /// The text in one geometry: the shifts of the page-table levels are constants to it.
  public struct Version: Sendable {
    public let program: Program
    public let interface: KernelInterface
  }

  /// What it is called in reports: `6.1.192`, `6.1.192 without HUGETLB_PAGE`.
  public let name: String
  public let source: KernelFiles
  public let configuration: Configuration
  public let interface: KernelInterface
  /// The symbols that the text tests and that are off, without `CONFIG_`.
  public let switchedOff: [String]
  private let versions = Mutex<[Geometry: Version]>([:])
  let knownPlaces = Mutex<PlaceReport?>(nil)

  /// - Parameter tellsPlace: the name says where the text is from, too: `6.1.192 in ../linux`.
  /// - Throws: ``KernelProblem`` where the text cannot be read or called.
  public init(
    _ source: KernelFiles, _ configuration: Configuration, tellsPlace: Bool = false
  ) throws(KernelProblem) {
    self.source = source
    self.configuration = configuration
    let first = try Kernel.read(source, configuration, .small)
    switchedOff = first.program.configurationSymbols.subtracting(configuration.enabled).sorted()
      .map { $0.replacing("CONFIG_", with: "") }
    name = Kernel.name(source, switchedOff, tellsPlace: tellsPlace)
    interface = first.interface
    // All geometries that are used, so that one in which the text cannot be read is told now.
    var read: [Geometry: Version] = [.small: first]
    for geometry in Geometry.named.map(\.geometry) + [.pairs] where read[geometry] == nil {
      read[geometry] = try Kernel.read(source, configuration, geometry)
    }
    let all = read
    versions.withLock { $0 = all }
  }

  private init(tellingPlaceOf other: Kernel) {
    source = other.source
    configuration = other.configuration
    interface = other.interface
    switchedOff = other.switchedOff
    name = Kernel.name(source, switchedOff, tellsPlace: true)
    let all = other.versions.withLock { $0 }
    versions.withLock { $0 = all }
  }

  /// The same text; its name says where it is from, too.
  public func tellingPlace() -> Kernel { Kernel(tellingPlaceOf: self) }

  private static func name(
    _ source: KernelFiles, _ switchedOff: [String], tellsPlace: Bool
  ) -> String {
    source.name + (tellsPlace ? " in \(source.place)" : "")
      + (switchedOff.isEmpty ? "" : " without \(switchedOff.joined(separator: ", "))")
      + (source.pageWalk == nil ? "" : ", with its page walker")
  }

  /// What the text is in a geometry; it is read once.
  public func version(_ geometry: Geometry) -> Version {
    versions.withLock { versions in
      if let known = versions[geometry] { return known }
      do {
        let version = try Kernel.read(source, configuration, geometry)
        versions[geometry] = version
        return version
      } catch {
        preconditionFailure("the same text was read before, with other shifts: \(error)")
      }
    }
  }

  private static func read(
    _ source: KernelFiles, _ configuration: Configuration, _ geometry: Geometry
  ) throws(KernelProblem) -> Version {
    var configuration = configuration
    configuration.definitions["PMD_SHIFT"] = "\(geometry.pmdShift + 12)"
    configuration.definitions["PUD_SHIFT"] = "\(geometry.pudShift + 12)"
    do {
      let program = try KernelText.read(
        main: SourceFile(name: "mm/hmm.c", text: source.walk),
        header: SourceFile(name: "include/linux/hmm.h", text: source.header),
        others: source.pageWalkSources, configuration: configuration)
      var interface = try KernelInterface(program, source, configuration)
      if source.pageWalk != nil { interface.pageWalk = try program.pageWalk() }
      return Version(program: program, interface: interface)
    } catch let error as ReadError {
      throw KernelProblem(error.description)
    } catch let error as KernelProblem {
      throw error
    } catch {
      throw KernelProblem("\(error)")
    }
  }
}

/// What of a kernel's tree is needed.
public struct KernelFiles: Sendable {
  /// For reports: the version, or what the tree is called.
  public let name: String
  /// What --kernel said.
  public let place: String
  /// As the tree's Makefile says; nil where it has none.
  public let version: KernelVersion?
  /// mm/hmm.c and include/linux/hmm.h.
  public let walk: String
  public let header: String
  /// mm/pagewalk.c, where that is to be run; nil where the model's own page walker is.
  public let pageWalk: String?
  /// Headers of the tree that tell which entries there are, by their paths: those that it has.
  public let headers: [String: String]

  public init(
    name: String, place: String, version: KernelVersion?, walk: String, header: String,
    pageWalk: String? = nil, headers: [String: String] = [:]
  ) {
    self.name = name
    self.place = place
    self.version = version
    self.walk = walk
    self.header = header
    self.pageWalk = pageWalk
    self.headers = headers
  }

  /// The `CONFIG_` symbols that the text tests.
  public func configurationSymbols() throws(KernelProblem) -> Set<String> {
    do {
      return try KernelText.configurationSymbols(
        of: [
          SourceFile(name: "mm/hmm.c", text: walk),
          SourceFile(name: "include/linux/hmm.h", text: header),
        ] + pageWalkSources)
    } catch {
      throw KernelProblem(error.description)
    }
  }

  /// Whether a page table can go away under the mmap read lock: since 6.5. A tree that does not say
  /// what it is is taken for a new one.
  public var tablesVanish: Bool { version.map { $0 >= KernelVersion(6, 5) } ?? true }

  /// Whether the page walker holds the hugetlb VMA lock around a hugetlb entry: since 6.3. Of a tree
  /// that does not say what it is, the text has to tell.
  public var walkerLocksHugetlb: Bool { version.map { $0 >= KernelVersion(6, 3) } ?? false }
}

/// `6.1`: what a revision of the kernel is ordered by.
public struct KernelVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let major: Int
  public let minor: Int

  public init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  public static func < (left: KernelVersion, right: KernelVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  public var description: String { "\(major).\(minor)" }
}
