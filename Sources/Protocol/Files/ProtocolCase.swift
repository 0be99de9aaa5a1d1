// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// A schedule that breaks a property, and what mends it: a case of the corpus.
public struct ProtocolCase: Sendable {
  public enum Subject: Sendable {
    case driver(Scene)
    case mirrors(MirrorScene)
  }

  /// Lower-case words joined by hyphens; the file is called so, with `.json`.
  public var name: String
  /// What goes wrong, in a line.
  public var title: String
  public var property: Property
  public var subject: Subject
  /// The fixes with which the schedule breaks the property no more.
  public var fixedBy: [ProtocolFix]
  /// The entries of the pages at the beginning, of a scene with a driver.
  public var begin: [Kind]
  public var steps: [StepName]

  public init(
    name: String, title: String, property: Property, subject: Subject,
    fixedBy: [ProtocolFix] = [], begin: [Kind] = [], steps: [StepName]
  ) {
    self.name = name
    self.title = title
    self.property = property
    self.subject = subject
    self.fixedBy = fixedBy
    self.begin = begin
    self.steps = steps
  }

  /// What is run.
  public var model: any ProtocolModel { ProtocolCase.model(subject) }

  static func model(_ subject: Subject) -> any ProtocolModel {
    switch subject {
    case .driver(let scene): DriverModel(scene)
    case .mirrors(let scene): MirrorModel(scene)
    }
  }

  /// The same with the fixes.
  public var mended: any ProtocolModel {
    switch subject {
    case .driver(var scene):
      for fix in fixedBy { scene.driver = scene.driver.with(fix) }
      scene.fixes = ProtocolFixSet.all.subtracting(scene.driver.lacks)
      return DriverModel(scene)
    case .mirrors(var scene):
      scene.fixes = ProtocolFixSet(scene.fixes.fixes + fixedBy)
      return MirrorModel(scene)
    }
  }

  func beginning(of model: any ProtocolModel) -> PackedState {
    if let model = model as? DriverModel { return model.beginning(begin, as: PackedState.self) }
    return model.roots[0]
  }

  /// Runs the schedule.
  public func run() -> ScheduleRun {
    let model = model
    return ScheduleRun(model, from: beginning(of: model), steps)
  }

  /// What is not as the file says, a line each; none: all is.
  public func differences() -> [String] {
    let run = run()
    if let impossible = run.impossible {
      let wanted = steps[impossible.index]
      let names = impossible.choices.filter { $0.actor == wanted.actor }.map(\.step)
      let instead = names.isEmpty ? "it can do nothing" : "it can: \(names.joined(separator: "; "))"
      return ["step \(impossible.index + 1), \(wanted.actor): \(wanted.step): \(instead)"]
    }
    if !run.broken.contains(property) { return ["\(property.id) is kept, the file says broken"] }
    if fixedBy.isEmpty { return [] }
    let mended = mended
    let again = ScheduleRun(mended, from: beginning(of: mended), steps)
    guard again.broken.contains(property) else { return [] }
    let names = fixedBy.map(\.id).joined(separator: " and ")
    return ["\(property.id) is broken with \(names) as well"]
  }
}
