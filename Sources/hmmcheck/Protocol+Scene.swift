// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import ArgumentParser
import Checking
import Foundation
import Protocol

// What the options mean: a driver, and a scene around it.
extension ProtocolCommand {
  func mirrorScene() throws -> MirrorScene {
    MirrorScene(
      fixes: ProtocolFixSet.all.subtracting(try fixes(without)), mirrors: mirrors ?? 1,
      usesRange: range, exits: exit, invalidations: min(invalidations, 2),
      deviceMemory: deviceMemory)
  }

  /// What is explored.
  func scene() throws -> Scene {
    Scene(
      driver: try chosenDriver(), pages: pages, invalidations: invalidations,
      operations: try chosenOperations(), nonBlockable: nonBlockable, neighbour: neighbour,
      initial: [try kinds()], isShared: shared, isHuge: huge)
  }

  /// The driver, with the fixes given and without those taken out.
  func chosenDriver() throws -> Driver {
    var chosen: Driver
    if let found = Driver.named(driver) {
      chosen = found
    } else if FileManager.default.fileExists(atPath: driver) {
      do { chosen = try DriverFile.read(path: driver) } catch {
        throw ValidationError(error.description)
      }
    } else {
      throw ValidationError(
        "There is no driver '\(driver)', and no such file; "
          + suggestion(for: driver, among: Driver.all.map(\.name)))
    }
    for fix in try fixes(with) { chosen = chosen.with(fix) }
    for fix in try fixes(without) { chosen = chosen.without(fix) }
    if let requests { chosen.requests = try flags(requests) }
    return chosen
  }

  /// Requests as in `F W,-`.
  func flags(_ text: String) throws -> [Driver.Flags] {
    try text.split(separator: ",").map { word in
      switch word {
      case "-": []
      case "F": .fault
      case "F W": [.fault, .write]
      default: throw ValidationError("'\(word)' is no request; must be F, F W or -")
      }
    }
  }

  func fixes(_ names: [String]) throws -> [ProtocolFix] {
    try names.flatMap { $0.split(separator: ",") }.map { name in
      if let fix = ProtocolFix(id: name.lowercased()) { return fix }
      throw unknown("fix", String(name), ProtocolFix.allCases.map(\.id))
    }
  }

  func chosenOperations() throws -> [MMOperation] {
    guard let operations else { return MMOperation.usual }
    if operations == "all" { return MMOperation.choices }
    return try operations.split(separator: ",").map { name in
      if let found = MMOperation(name: String(name)) { return found }
      throw unknown("operation", String(name), MMOperation.choices.map(\.name) + ["all"])
    }
  }

  func kinds() throws -> [Kind] {
    guard let initial else { return [.writable] }
    if initial == "all" { return Scene.initialKinds }
    return try initial.split(separator: ",").map { name in
      if let kind = Kind(name: String(name)), Scene.initialKinds.contains(kind) { return kind }
      throw unknown("kind", String(name), Scene.initialKinds.map(\.name) + ["all"])
    }
  }

  func unknown(_ what: String, _ name: String, _ names: [String]) -> ValidationError {
    ValidationError("There is no \(what) '\(name)'; \(suggestion(for: name, among: names))")
  }
}
