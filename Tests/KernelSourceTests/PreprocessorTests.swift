// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import KernelSource

/// Macros and directives.
struct PreprocessorTests {
  /// The tokens that `text` becomes, with one space between each two.
  private func expand(_ text: String, enabled: Set<String> = []) throws -> String {
    var bounds = Bounds()
    bounds.tokens = 200_000
    var preprocessor = try Preprocessor(
      header: nil, model: SourceFile(name: "model.h", text: "MODEL"),
      configuration: Configuration(enabled: enabled), bounds: bounds)
    try preprocessor.read(SourceFile(name: "test.c", text: text), isSubject: true)
    return preprocessor.output.map(\.text).joined(separator: " ")
  }

  private func refusal(_ text: String) -> String {
    do {
      return try expand(text)
    } catch let error as Refusal {
      return "\(error.position.line):\(error.position.column) \(error.text)"
    } catch {
      return "\(error)"
    }
  }

  /// C11 6.10.3.5, example 3.
  @Test func rescanning() throws {
    let text = """
      #define x 3
      #define f(a) f(x * (a))
      #undef x
      #define x 2
      #define g f
      #define z z[0]
      #define h g(~
      #define m(a) a(w)
      #define w 0,1
      #define t(a) a
      #define p() int
      #define q(x) x
      #define r(x,y) x ## y
      #define str(x) # x
      f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
      g(x+(3,4)-w) | h 5) & m
      (f)^m(m);
      p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };
      char c[2][6] = { str(hello), str() };
      """
    let expected = """
      f ( 2 * ( y + 1 ) ) + f ( 2 * ( f ( 2 * ( z [ 0 ] ) ) ) ) % f ( 2 * ( 0 ) ) + t ( 1 ) ; \
      f ( 2 * ( 2 + ( 3 , 4 ) - 0 , 1 ) ) | f ( 2 * ( ~ 5 ) ) & f ( 2 * ( 0 , 1 ) ) ^ m ( 0 , 1 ) ; \
      int i [ ] = { 1 , 23 , 4 , 5 , } ; \
      char c [ 2 ] [ 6 ] = { "hello" , "" } ;
      """
    #expect(try expand(text) == expected)
  }

  /// C11 6.10.3.5, examples 4, 5 and 7, and 6.10.3.3.
  @Test func stringsAndPasting() throws {
    let text = #"""
      #define str(s) # s
      #define xstr(s) str(s)
      #define glue(a, b) a ## b
      #define xglue(a, b) glue(a, b)
      #define HIGHLOW "hello"
      #define LOW LOW ", world"
      str(strncmp("abc\0d", "abc", '\4') == 0) str(: @\n) xstr(str(x));
      glue(HIGH, LOW); xglue(HIGH, LOW)
      #define tt(x,y,z) x ## y ## z
      tt(1,2,3), tt(,4,5), tt(6,,7), tt(8,9,), tt(10,,), tt(,11,), tt(,,12), tt(,,)
      #define hash_hash # ## #
      #define mkstr(a) # a
      #define in_between(a) mkstr(a)
      #define join(c, d) in_between(c hash_hash d)
      join(x, y)
      """#
    let expected = #"""
      "strncmp(\"abc\\0d\", \"abc\", '\\4') == 0" ": @\n" "\"x\"" ; \#
      "hello" ; "hello" ", world" \#
      123 , 45 , 67 , 89 , 10 , 11 , 12 , "x ## y"
      """#
    #expect(try expand(text) == expected)
  }

  @Test func variableArguments() throws {
    let text = """
      #define a(...) <__VA_ARGS__>
      #define b(x, ...) x, ## __VA_ARGS__;
      #define c(x, rest...) x rest
      a() a(1) a(1, 2) b(1) b(1, 2, 3) b(1, a(2)) c(1, 2, 3)
      """
    #expect(
      try expand(text)
        == "< > < 1 > < 1 , 2 > 1 ; 1 , 2 , 3 ; 1 , < 2 > ; 1 2 , 3")
  }

  @Test func conditions() throws {
    let text = """
      #if 0
      #if 1
      no
      #else
      no
      #endif
      #elif (1 ? 2 : 1/0) == 2 && !defined NOTHING && -1 > 0u
      one
      #elif 1
      no
      #endif
      #ifndef NOTHING
      two
      #else
      #error never
      #endif
      #if 0 && 1/0 || 'a' == 97 && (0x7fffffffffffffff + 1 < 0)
      three
      #endif
      """
    #expect(try expand(text) == "one two three")
  }

  @Test func options() throws {
    let text = """
      #ifdef CONFIG_A
      a
      #endif
      #if IS_ENABLED(CONFIG_B) || IS_BUILTIN(CONFIG_C)
      b
      #endif
      IS_ENABLED(CONFIG_A) IS_REACHABLE(CONFIG_B) IS_MODULE(CONFIG_A)
      """
    #expect(try expand(text) == "0 0 0")
    #expect(try expand(text, enabled: ["CONFIG_A"]) == "a 1 0 0")
    #expect(try expand(text, enabled: ["CONFIG_B"]) == "b 0 1 0")
    #expect(
      try read("int x; // CONFIG_NO\n#if IS_ENABLED(CONFIG_YES)\n#endif").configurationSymbols
        == ["CONFIG_YES"])
  }

  @Test func onlyItsOwnHeaderIsRead() throws {
    let program = try read(
      "#include <linux/hmm.h>\n#include <linux/mm.h>\n#include \"internal.h\"\nlong x = OWN;",
      header:
        "#define OWN 5\nenum own { VALUE = OWN << 2 };\nstruct hmm_range { long a; pte_t b; };")
    // What the header uses of others it must include itself.
    #expect(program.problems.map(\.description) == ["hmm.h:3:28: unknown type 'pte_t'"])
    #expect(program.constant("VALUE") == 20)
    #expect(program.constant("OWN") == 5)
    #expect(program.constant("PAGE_SIZE") == 4096)
    #expect(program.constant("barrier") == nil)
    #expect(program.hasStruct("mm_walk_ops"))
    #expect(program.hasField("pte_hole", in: "mm_walk_ops"))
    #expect(!program.hasField("nothing", in: "mm_walk_ops"))
  }

  @Test func refusals() {
    #expect(refusal("#if 1\nx") == "1:2 #if without #endif")
    #expect(refusal("\n#endif") == "2:2 #endif without #if")
    #expect(refusal("#else") == "1:2 #else without #if")
    #expect(refusal("#error no  such   thing") == "1:2 #error no such thing")
    #expect(refusal("a /* b") == "1:3 comment without an end")
    #expect(refusal("#define f(a) a\nf(1, 2)") == "2:1 macro f takes 1 arguments, not 2")
    #expect(refusal("#define f(a) a\n f(1") == "2:2 arguments of macro f without an end")
    #expect(refusal("#define f(a) #b") == "1:14 # without a parameter in macro f")
    #expect(refusal("#define f(a) a ## +\nf(-)") == "2:3 '-' ## '+' gives no token")
    #expect(refusal("#if 1 +\n#endif") == "1:2 #if without an expression")
    #expect(refusal("#if 1/0\n#endif") == "1:6 division by zero in #if")
    #expect(refusal("#if (1\n#endif") == "1:5 ( without ) in #if")
    #expect(refusal("#frob") == "1:2 unknown directive #frob")
    #expect(refusal("#include FILE") == "1:2 #include of what is no plain name")
  }

  @Test func explosionsAreBounded() {
    var text = "#define a0 x x\n"
    for index in 1..<40 { text += "#define a\(index) a\(index - 1) a\(index - 1)\n" }
    let start = text.split(separator: "\n").count + 1
    #expect(refusal(text + "a39") == "\(start):1 text expands to too many tokens")
    let nested = String(repeating: "f(", count: 400) + String(repeating: ")", count: 400)
    #expect(refusal("#define f(x) x\n" + nested).hasSuffix("nested too deeply"))
    let minus = "#if " + String(repeating: "~", count: 1000) + "1\n#endif"
    #expect(refusal(minus).hasSuffix("#if nested too deeply"))
  }

  @Test func placesOfTokens() throws {
    let program = try read(
      "#define DIVIDE(x) \\\n  (1 / (x))\nlong f(long a) {\n  return DIVIDE(a);\n}")
    #expect(runConcrete(program, "f", [0])?.finding?.location.description == "test.c:4:10")
  }
}
