// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking

extension ProtocolCase {
  /// The version of the format, which every file names.
  public static let format = 1

  static let fieldNames = [
    "name", "title", "property", "driver", "with", "without", "fixedBy", "pages", "invalidations",
    "operations", "requests", "nonBlockable", "neighbour", "shared", "huge", "mirrors", "begin",
    "schedule",
  ]

  /// Whether bytes are a case of the protocol at all, and not one of a walk.
  public static func isSchedule(path: String) -> Bool {
    guard let bytes = try? CounterexampleFile.bytes(path),
      case .object(let members)? = try? JSONParser.parse(bytes)
    else { return false }
    return members.contains { $0.name == "schedule" }
  }

  /// Reads a file.
  ///
  /// - Throws: The first thing that is wrong with it.
  public static func read(path: String) throws(FileError) -> ProtocolCase {
    let json: JSON
    do { json = try JSONParser.parse(try CounterexampleFile.bytes(path)) } catch let error
      as JSONError
    {
      throw FileError(
        file: path, place: .position(line: error.line, column: error.column),
        message: error.message)
    } catch let error as FileError { throw error } catch {
      throw FileError(file: path, message: "\(error)")
    }
    do {
      let fields = try FieldReader(Field(path: "", value: json), ["format"] + fieldNames)
      try ProtocolFile.checkFormat(fields, format)
      return try ProtocolCase(fields)
    } catch {
      let place = error.path.isEmpty ? FileError.Place.file : .field(error.path)
      throw FileError(file: path, place: place, message: error.message)
    }
  }

  init(_ fields: FieldReader) throws(FieldError) {
    name = try fields.required("name", "\"stale-commit\"").string()
    title = try fields.required("title", "\"…\"").string()
    property = try fields.required("property", "\"P8\"").named(
      "property", among: Property.allCases.map(\.id)
    ) { Property(id: $0) }
    fixedBy = try fields.fixes("fixedBy")
    begin = []
    if let mirrors = fields.optional("mirrors") {
      subject = .mirrors(try mirrors.mirrorScene(try fields.fixes("without")))
    } else {
      let driver = try fields.driver()
      subject = .driver(try fields.scene(driver))
      begin =
        try fields.optional("begin")?.list { (field) throws(FieldError) in try field.page() } ?? []
    }
    steps = try fields.required("schedule", "[\"driver: reads the sequence\"]").list {
      (field) throws(FieldError) in
      let text = try field.string()
      guard let colon = text.range(of: ": ") else {
        throw field.error("\(quoted(text)) is no step; write \"actor: step\"")
      }
      return StepName(
        actor: String(text[..<colon.lowerBound]), step: String(text[colon.upperBound...]))
    }
    if case .driver(let scene) = subject, begin.count != scene.pages {
      throw FieldError(
        path: fields.path(of: "begin"), message: "\(begin.count) pages; must be \(scene.pages)")
    }
  }

  /// The text of a file.
  public func encode(driver: String, with: [ProtocolFix], without: [ProtocolFix]) -> String {
    var members: [JSON.Member] = [
      .init(name: "format", value: .integer(ProtocolCase.format)),
      .init(name: "name", value: .string(name)),
      .init(name: "title", value: .string(title)),
      .init(name: "property", value: .string(property.id)),
    ]
    func list(_ name: String, _ values: [String]) {
      if !values.isEmpty { members.append(.init(name: name, value: .strings(values))) }
    }
    func flag(_ name: String, _ value: Bool) {
      if value { members.append(.init(name: name, value: .bool(true))) }
    }
    switch subject {
    case .driver(let scene):
      members.append(.init(name: "driver", value: .string(driver)))
      list("with", with.map(\.id))
      list("without", without.map(\.id))
      list("fixedBy", fixedBy.map(\.id))
      members.append(.init(name: "pages", value: .integer(scene.pages)))
      members.append(.init(name: "invalidations", value: .integer(scene.invalidations)))
      list("operations", scene.operations.map(\.name))
      if Driver.named(driver)?.requests != scene.driver.requests, without.isEmpty {
        list("requests", scene.driver.requests.map(\.spelled))
      }
      flag("nonBlockable", scene.nonBlockable)
      flag("neighbour", scene.neighbour)
      flag("shared", scene.isShared)
      flag("huge", scene.isHuge)
      list("begin", begin.map(\.name))
    case .mirrors(let scene):
      list("without", without.map(\.id))
      list("fixedBy", fixedBy.map(\.id))
      members.append(.init(name: "mirrors", value: .object(scene.members)))
    }
    list("schedule", steps.map { "\($0.actor): \($0.step)" })
    return JSON.object(members).text
  }

  /// Writes a file, which can be read again.
  public func write(
    to path: String, driver: String, with: [ProtocolFix], without: [ProtocolFix]
  ) throws(FileError) {
    try CounterexampleFile.store(
      Array(encode(driver: driver, with: with, without: without).utf8), at: path)
    _ = try ProtocolCase.read(path: path)
  }
}

extension MirrorScene {
  /// The fields in files; the fixes stand beside them.
  var members: [JSON.Member] {
    [
      .init(name: "count", value: .integer(mirrors)),
      .init(name: "range", value: .bool(usesRange)),
      .init(name: "exit", value: .bool(exits)),
      .init(name: "invalidations", value: .integer(invalidations)),
      .init(name: "deviceMemory", value: .bool(deviceMemory)),
    ]
  }
}

extension FieldReader {
  func fixes(_ name: String) throws(FieldError) -> [ProtocolFix] {
    try optional(name)?.list { (field) throws(FieldError) in try field.fix() } ?? []
  }

  /// A driver by name, or as in a file of its own, with and without fixes.
  func driver() throws(FieldError) -> Driver {
    let field = try required("driver", "\"reference\"")
    var driver: Driver
    if case .object = field.value {
      driver = try DriverFile.driver(try FieldReader(field, DriverFile.fieldNames))
    } else {
      driver = try field.named("driver", among: Driver.all.map(\.name)) { Driver.named($0) }
    }
    for fix in try fixes("with") { driver = driver.with(fix) }
    for fix in try fixes("without") { driver = driver.without(fix) }
    if let requests = optional("requests") {
      driver.requests = try requests.list { (field) throws(FieldError) in try field.flags() }
    }
    return driver
  }

  func scene(_ driver: Driver) throws(FieldError) -> Scene {
    var scene = Scene(driver: driver)
    scene.pages = try number("pages", 2, 1...4)
    scene.invalidations = try number("invalidations", 2, 0...4)
    if let operations = optional("operations") {
      scene.operations = try operations.list { (field) throws(FieldError) in
        try field.named("operation", among: MMOperation.choices.map(\.name)) {
          MMOperation(name: $0)
        }
      }
    }
    scene.nonBlockable = try optional("nonBlockable")?.bool() ?? false
    scene.neighbour = try optional("neighbour")?.bool() ?? false
    scene.isShared = try optional("shared")?.bool() ?? false
    scene.isHuge = try optional("huge")?.bool() ?? false
    return scene
  }

  func number(
    _ name: String, _ usual: Int, _ range: ClosedRange<Int>
  ) throws(FieldError) -> Int {
    guard let field = optional(name) else { return usual }
    let number = try field.integer()
    if range.contains(number) { return number }
    throw field.error("\(number); must be \(range.lowerBound) to \(range.upperBound)")
  }
}

extension Field {
  func page() throws(FieldError) -> Kind {
    try named("kind of a page", among: Scene.initialKinds.map(\.name)) { name in
      Scene.initialKinds.first { $0.name == name }
    }
  }

  func mirrorScene(_ without: [ProtocolFix]) throws(FieldError) -> MirrorScene {
    let fields = try FieldReader(
      self, ["count", "range", "exit", "invalidations", "deviceMemory"])
    return MirrorScene(
      fixes: ProtocolFixSet.all.subtracting(without),
      mirrors: try fields.number("count", 1, 1...3),
      usesRange: try fields.optional("range")?.bool() ?? false,
      exits: try fields.optional("exit")?.bool() ?? true,
      invalidations: try fields.number("invalidations", 1, 0...2),
      deviceMemory: try fields.optional("deviceMemory")?.bool() ?? false)
  }
}
