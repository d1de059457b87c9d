import ReplyEngine
import Telephony
import Testing

@Suite struct ConsentTests {
    @Test(arguments: [
        "STOP", "stop", " Stop \n", "STOP.", "Stop!!!", "\"STOP\"", "'stop'", "\u{201C}Stop\u{201D}",
        "«stop»",
        "STOP please", "Please stop", "please, STOP, thanks!", "Stop thank you", "STÖP", "st\u{F3}p", "ＳＴＯＰ",
        "sto\u{301}p", "STOP\u{200B}", "\u{FEFF}STOP", "stop 🛑", "STOP ALL", "StopAll", "unsubscribe", "END",
        "quit",
        "opt out", "OPT-OUT", "Opt\u{2013}out.", "optout", "REVOKE", "Remove me", "remove  me, pls",
        "please please stop",
    ])
    func `This is a STOP`(_ message: String) {
        #expect(Consent().wish(in: message, country: "GB") == .optOut)
    }

    @Test(arguments: [
        "stop the leak", "Can you stop by at 5?", "don't stop", "stopped", "non-stop", "stop. the tap drips",
        "the end",
        "end of June", "I quit my job", "removed", "cancel", "yes", "YES", "no", "ok", "", " ", "please",
        "thank you",
        "🛑", "👎", "st op", "s.t.o.p", "stop1", "please remove me from the roof",
        "STOP" + String(repeating: "!", count: 300),
    ])
    func `This is no STOP and no START`(_ message: String) {
        #expect(Consent().wish(in: message, country: "GB") == nil)
    }

    @Test(arguments: ["START", "start please", "Unstop.", "“Start”"])
    func `This is a START`(_ message: String) {
        #expect(Consent().wish(in: message, country: "GB") == .optIn)
    }

    @Test func `CANCEL opts out where the law names it`() {
        #expect(Consent().wish(in: "Cancel", country: "US") == .optOut)
        #expect(Consent().wish(in: "Cancel", country: "CA") == .optOut)
        #expect(Consent().wish(in: "cancel my 3pm", country: "US") == nil)
        #expect(Consent().wish(in: "Cancel", country: nil) == nil)
    }

    @Test func `A STOP is confirmed once`() {
        let consent = Consent()

        #expect(
            consent.change(by: "STOP", isOptedOut: false, settings: settings())
                == .optOut(confirmation: "Done. Hartley Plumbing won't text you again. START undoes it."))
        #expect(
            consent.change(by: "STOP", isOptedOut: true, settings: settings()) == .optOut(confirmation: nil))
    }

    @Test func `A box that is not set up obeys a STOP and sends nothing`() {
        #expect(
            Consent().change(by: "STOP", isOptedOut: false, settings: settings(["setup.done": "false"]))
                == .optOut(confirmation: nil))
    }

    @Test func `A START counts only after an opt-out, a YES never`() {
        let consent = Consent()

        #expect(
            consent.change(by: "START", isOptedOut: true, settings: settings()) == .optIn(confirmation: nil))
        #expect(consent.change(by: "START", isOptedOut: false, settings: settings()) == nil)
        #expect(consent.change(by: "YES", isOptedOut: true, settings: settings()) == nil)
    }

    @Test func `Further languages are further data, and on doubt it is an opt-out`() {
        let other = ConsentKeywords(
            optOut: ["start"], optOutIn: [:], optIn: ["alta"], politeness: ["por favor"],
            confirmation: "Hecho. {company}")
        let consent = Consent(languages: [.english, other])

        #expect(consent.wish(in: "alta, por favor", country: nil) == .optIn)
        #expect(
            consent.change(by: "start", isOptedOut: true, settings: settings()) == .optOut(confirmation: nil))
    }
}
