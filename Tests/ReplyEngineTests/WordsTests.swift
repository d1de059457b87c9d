import ReplyEngine
import Testing

@Suite struct WordsTests {
    private let usual = WordsValues(company: "Hartley Plumbing", me: "Dan", name: "Grace")
    private let nameless = WordsValues(company: "Hartley Plumbing", me: "Dan", name: nil)

    @Test(arguments: [WordsPack.english.onAJob, WordsPack.english.late])
    func `The words that come along are one text when filled as usual`(_ template: String) {
        for values in [
            usual, nameless, WordsValues(company: "Hartley Plumbing", me: "Priya", name: "Grace Okafor"),
        ] {
            let text = WordsTemplate(template).filled(with: values)

            // Letters, digits and these marks are one septet each in the GSM 7 bit default alphabet.
            #expect(
                text.unicodeScalars.allSatisfy {
                    $0.properties.isAlphabetic && $0.isASCII || " ,.?'".unicodeScalars.contains($0)
                })
            #expect(text.count <= 160)
        }
        #expect(WordsTemplate(template).isUsable)
    }

    @Test(arguments: [
        ("Hi {name}, {me} at {company}.", "Hi, Dan at Hartley Plumbing."),
        ("{name}, sorry I missed you.", "Sorry I missed you."),
        ("{company}: {name}, we'll ring.", "Hartley Plumbing:, we'll ring."),
        ("Sorry {name}.", "Sorry."), ("Sorry {name}", "Sorry"), ("Sorry {name}!", "Sorry!"),
        ("Ring {name} back", "Ring back"), ("Done. {name}, bye.", "Done. Bye."), ("{name}", ""),
        ("{name} {name} {company}", "Hartley Plumbing"), ("A {name}{name} b", "A b"),
        ("Hi {name}-x", "Hi -x"),
    ])
    func `A text reads well without a name`(_ template: String, _ text: String) {
        #expect(WordsTemplate(template).filled(with: nameless) == text)
    }

    @Test(arguments: [
        ("{company}", "Hartley Plumbing"), ("{ Company }", "Hartley Plumbing"), ("{NAME}", "Grace"),
        ("a {b", "a {b"), ("a } b", "a } b"), ("{}", "{}"), ("{{name}}", "{Grace}"), ("", ""), ("{", "{"),
        ("x{unknown} y", "x y"), ("Hi {nmae}, it's {me}", "Hi, it's Dan"), ("{na\nme}", "{na\nme}"),
    ])
    func `Filling never fails`(_ template: String, _ text: String) {
        #expect(WordsTemplate(template).filled(with: usual) == text)
    }

    @Test func `What is filled in is one line of bounded length and no template`() {
        let values = WordsValues(
            company: "A\r\nB\u{0}\u{1B}C", me: "{name}", name: String(repeating: "x", count: 500))
        let text = WordsTemplate("{company}|{me}|{name}").filled(with: values)

        #expect(text == "A BC|{name}|" + String(repeating: "x", count: 60))
    }

    @Test(arguments: [
        ("Hello from {company}", true), ("Hello", false), ("{company} at {postcode}", false), ("", false),
    ])
    func `Words must say who is texting and ask for no blank that there is none of`(
        _ template: String, _ isUsable: Bool
    ) {
        #expect(WordsTemplate(template).isUsable == isUsable)
    }
}
