// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// Files that describe a driver. README.md in this folder's target says what stands in them.
public enum DriverFile {
  /// The version of the format, which every file names.
  public static let format = 1

  static let fieldNames = [
    "name", "title", "notifier", "defaultFlags", "pfnFlagsMask", "requests", "ownsDeviceMemory",
    "pagesPerPass", "pagesPerCall", "zeroIsRetry", "unlocksOnError", "callbackLocks", "lacks",
    "steps", "onBusy", "onInvalid", "boundCovers",
  ]

  /// Reads a file.
  ///
  /// - Throws: The first thing that is wrong with it.
  public static func read(path: String) throws(FileError) -> Driver {
    try decode(try CounterexampleFile.bytes(path), file: path)
  }

  public static func decode(_ bytes: [UInt8], file: String) throws(FileError) -> Driver {
    let json: JSON
    do { json = try JSONParser.parse(bytes) } catch {
      throw FileError(
        file: file, place: .position(line: error.line, column: error.column),
        message: error.message)
    }
    do {
      let fields = try FieldReader(Field(path: "", value: json), ["format"] + fieldNames)
      try ProtocolFile.checkFormat(fields, format)
      return try driver(fields)
    } catch {
      let place = error.path.isEmpty ? FileError.Place.file : .field(error.path)
      throw FileError(file: file, place: place, message: error.message)
    }
  }

  static func driver(_ fields: FieldReader) throws(FieldError) -> Driver {
    var driver = Driver(
      name: try fields.required("name", "\"my-driver\"").string(),
      title: try fields.optional("title")?.string() ?? "",
      steps: try fields.required("steps", "[\"read-sequence\", …]").list {
        (field) throws(FieldError) in try field.action()
      })
    if let field = fields.optional("notifier") {
      driver.notifier = try field.named(
        "notifier", among: NotifierDesign.allCases.map(\.rawValue)
      ) { NotifierDesign(rawValue: $0) }
    }
    driver.defaultFlags = try fields.optional("defaultFlags")?.flags() ?? []
    driver.pfnFlagsMask = try fields.optional("pfnFlagsMask")?.flags() ?? []
    driver.requests =
      try fields.optional("requests")?.list { (field) throws(FieldError) in try field.flags() }
      ?? []
    driver.ownsDeviceMemory = try fields.optional("ownsDeviceMemory")?.bool() ?? true
    driver.pagesPerPass = try fields.optional("pagesPerPass")?.integer() ?? 0
    driver.pagesPerCall = try fields.optional("pagesPerCall")?.integer() ?? 0
    driver.zeroIsRetry = try fields.optional("zeroIsRetry")?.bool() ?? false
    driver.unlocksOnError = try fields.optional("unlocksOnError")?.bool() ?? true
    driver.callbackLocks = try fields.optional("callbackLocks")?.bool() ?? true
    driver.lacks =
      try fields.optional("lacks")?.list { (field) throws(FieldError) in try field.fix() } ?? []
    driver.onBusy = try target(fields, "onBusy")
    driver.onInvalid = try target(fields, "onInvalid")
    if let field = fields.optional("boundCovers") {
      let causes = try field.list { (field) throws(FieldError) in
        try field.named("cause", among: RetryCause.allCases.map(\.rawValue)) {
          RetryCause(rawValue: $0)
        }
      }
      driver.boundCovers = Set(causes)
    }
    do { try driver.validate() } catch {
      throw FieldError(path: fields.path(of: error.field), message: error.message)
    }
    return driver
  }

  private static func target(
    _ fields: FieldReader, _ name: String
  ) throws(FieldError) -> DriverAction? {
    guard let field = fields.optional(name) else { return .readSequence }
    let isNothing = try field.string() == "give-up"
    return isNothing ? nil : try field.action()
  }

  /// The text of a file: all that differs from what a file may leave out.
  public static func encode(_ driver: Driver) -> String {
    JSON.object([.init(name: "format", value: .integer(format))] + members(driver)).text
  }

  static func members(_ driver: Driver) -> [JSON.Member] {
    let usual = Driver(name: "", title: "", steps: [])
    var members: [JSON.Member] = []
    func add(_ name: String, _ value: JSON, unless isUsual: Bool) {
      if !isUsual { members.append(.init(name: name, value: value)) }
    }
    func target(_ action: DriverAction?) -> JSON { .string(action?.rawValue ?? "give-up") }
    add("name", .string(driver.name), unless: false)
    add("title", .string(driver.title), unless: driver.title.isEmpty)
    add("notifier", .string(driver.notifier.rawValue), unless: driver.notifier == usual.notifier)
    add(
      "defaultFlags", .string(driver.defaultFlags.spelled), unless: driver.defaultFlags.isEmpty)
    add(
      "pfnFlagsMask", .string(driver.pfnFlagsMask.spelled), unless: driver.pfnFlagsMask.isEmpty)
    add(
      "requests", .strings(driver.requests.map(\.spelled)), unless: driver.requests.isEmpty)
    add("ownsDeviceMemory", .bool(false), unless: driver.ownsDeviceMemory)
    add("pagesPerPass", .integer(driver.pagesPerPass), unless: driver.pagesPerPass == 0)
    add("pagesPerCall", .integer(driver.pagesPerCall), unless: driver.pagesPerCall == 0)
    add("zeroIsRetry", .bool(true), unless: !driver.zeroIsRetry)
    add("unlocksOnError", .bool(false), unless: driver.unlocksOnError)
    add("callbackLocks", .bool(false), unless: driver.callbackLocks)
    add("lacks", .strings(driver.lacks.map(\.id)), unless: driver.lacks.isEmpty)
    add("steps", .strings(driver.steps.map(\.rawValue)), unless: false)
    add("onBusy", target(driver.onBusy), unless: driver.onBusy == usual.onBusy)
    add("onInvalid", target(driver.onInvalid), unless: driver.onInvalid == usual.onInvalid)
    add(
      "boundCovers",
      .strings(RetryCause.allCases.filter(driver.boundCovers.contains).map(\.rawValue)),
      unless: driver.boundCovers == usual.boundCovers)
    return members
  }
}

extension Field {
  func action() throws(FieldError) -> DriverAction {
    try named("step", among: DriverAction.allCases.map(\.rawValue)) { DriverAction(rawValue: $0) }
  }

  func fix() throws(FieldError) -> ProtocolFix {
    try named("fix of the protocol", among: ProtocolFix.allCases.map(\.id)) {
      ProtocolFix(id: $0)
    }
  }

  /// `F W`, `F`, `W`, or `-` for none.
  func flags() throws(FieldError) -> Driver.Flags {
    let known: [(String, Driver.Flags)] = [
      ("-", []), ("F", .fault), ("W", .write), ("F W", [.fault, .write]),
    ]
    return try named("request", among: known.map(\.0)) { text in
      known.first { $0.0 == text }?.1
    }
  }
}
