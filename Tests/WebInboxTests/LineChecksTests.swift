import Telephony
import Testing

@testable import WebInbox

@Suite struct LineChecksTests {
    private func checks(_ state: ModemState, change: (inout LineStatus) -> Void = { _ in }) -> [DoctorCheck] {
        var status = BoxUnderTest.modem(state)
        change(&status)
        return LineChecks(statuses: [status], clockTrust: .ntp).all
    }

    @Test func `A box that is well has nothing to fix`() {
        let checks = checks(.ready)
        #expect(checks.map(\.check) == ["modem", "sim", "network", "voice", "clock"])
        #expect(checks.allSatisfy { $0.state == .ok && $0.fix == nil })
    }

    @Test(arguments: [
        (ModemState.gone, "modem"), (.failed, "modem"), (.needsPIN, "sim"), (.simBlocked, "sim"),
        (.noSIM, "sim"),
    ])
    func `What is broken is said under its own name`(state: ModemState, name: String) {
        #expect(checks(state).first { $0.check == name }?.state == .fail)
    }

    @Test(arguments: ModemState.allCases)
    func `What is not well comes with something to type`(state: ModemState) {
        #expect(checks(state).allSatisfy { $0.state == .ok || $0.fix != nil })
    }

    @Test(arguments: [
        (NetworkRegistration.home, DoctorCheck.State.ok), (.roaming, .warn), (.searching, .fail),
        (.denied, .fail),
        (.none, .fail),
    ])
    func `The network is what the modem says of it`(
        registration: NetworkRegistration, expected: DoctorCheck.State
    ) {
        #expect(checks(.ready) { $0.registration = registration }[2].state == expected)
    }

    @Test func `A modem that another program has is said with its name and the way out`() {
        let checks = checks(.failed) {
            $0.detail = "in use by another program (ModemManager, pid 612)"
            $0.fix = "sudo systemctl disable --now ModemManager"
        }
        #expect(checks.map(\.check) == ["modem", "clock"], "nothing is known of its SIM")
        #expect(
            checks[0].text == "/dev/ttyUSB2 does not work: in use by another program (ModemManager, pid 612)")
        #expect(checks[0].fix == "sudo systemctl disable --now ModemManager")
    }

    @Test(arguments: [
        ("SIM PUK", "PUK"), ("PH-SIM PIN", "another SIM"), ("PH-NET PIN", "one operator"),
        ("PH-SP PIN", "one operator"),
        ("SIM failure", "wipe its contacts"), ("SOMETHING", "(SOMETHING)"),
    ])
    func `A lock that only a person can open is said in words, with what to do`(words: String, told: String) {
        let sim = checks(.simBlocked) { $0.detail = words }[1]
        #expect(sim.text.contains(told))
        #expect(sim.state == .fail)
    }

    @Test func `Where few attempts are left no other PIN is asked for`() {
        #expect(checks(.needsPIN)[1].fix == "catchline settings set modem.pin")
        let sim = checks(.needsPIN) { $0.detail = "The SIM has 2 attempts left." }[1]
        #expect(sim.text == "The SIM has 2 attempts left.")
        #expect(sim.fix == "catchline doctor")
    }

    @Test func `A SIM that is still starting is no broken modem`() {
        let sim = checks(.identifying) { $0.detail = "The SIM is not ready yet." }[1]
        #expect(sim.text == "it is still starting; it is asked again")
    }

    @Test(arguments: [
        (VoiceAbility.dataOnlyModem, DoctorCheck.State.warn), (.dataOnlyNetwork, .warn), (.textsOnly, .fail),
        (.voiceOverLTEOff, .fail),
    ])
    func `RULE 49: a line on which no calls come in is told, in words and with a next step`(
        voice: VoiceAbility, expected: DoctorCheck.State
    ) throws {
        let checks = checks(.ready) {
            $0.ability.voice = voice
            $0.detail = voice.words
        }
        let check = try #require(checks.first { $0.check == "voice" })
        #expect(check.state == expected)
        #expect(check.text.hasPrefix(try #require(voice.words)))
        #expect(check.fix != nil)
        #expect(checks.filter { $0.state != .ok }.map(\.check) == ["voice"], "said once")
    }

    @Test func `A SIM without a service centre cannot send`() throws {
        let check = try #require(
            checks(.ready) { $0.ability.hasServiceCentre = false }.first { $0.check == "smsc" })
        #expect(check.state == .fail)
        #expect(check.text.contains("no text can leave"))
        #expect(
            checks(.ready) { $0.ability.hasServiceCentre = true }.first { $0.check == "smsc" }?.state == .ok)
    }

    @Test func `A signal that is hardly there is warned of`() {
        #expect(checks(.ready) { $0.signal = -111 }[2].state == .warn)
        #expect(checks(.ready) { $0.signal = -107 }[2].state == .ok)
    }

    @Test func `Of several modems each is named`() {
        var second = BoxUnderTest.modem()
        second.target = "/dev/ttyUSB6"
        let checks = LineChecks(statuses: [BoxUnderTest.modem(), second], clockTrust: .ntp).all
        #expect(checks.filter { $0.text.contains("/dev/ttyUSB2") }.count == 4)
        #expect(checks.filter { $0.text.contains("/dev/ttyUSB6") }.count == 4)
    }

    @Test(arguments: [
        (ModemState.ready, NetworkRegistration.home, nil), (.ready, .roaming, "roaming"),
        (.registering, .denied, "refuses this SIM"), (.noSIM, .none, "there is no SIM"),
    ])
    func `The worst of a line is what its status tells`(
        state: ModemState, registration: NetworkRegistration, words: String?
    ) {
        var status = BoxUnderTest.modem(state)
        status.registration = registration
        let worst = LineChecks.worst(of: status)
        #expect((worst == nil) == (words == nil))
        if let words { #expect(worst?.text.contains(words) == true && worst?.fix != nil) }
    }

    @Test func `A web server that cannot have its address is warned of, for calls go on`() throws {
        let taken = try #require(DoctorCheck(web: .waiting(address: "0.0.0.0:8080", reason: "in use")))
        #expect(taken.state == .warn)
        #expect(taken.fix == "sudo ss -ltnp 'sport = :8080'")
        #expect(DoctorCheck(web: .listening(address: "0.0.0.0:8080"))?.state == .ok)
        #expect(DoctorCheck(web: .off) == nil)
    }

    @Test func `A SIM without room is warned of`() {
        let checks = checks(.ready) { $0.storage = MessageStorageStatus(name: "SM", used: 20, total: 20) }
        #expect(checks[1].state == .warn)
        #expect(checks[1].text == "its memory is full, 20 of 20: no text can come in")
    }

    @Test func `A memory that fills with what cannot be deleted is warned of before it is full`() {
        let checks = checks(.ready) {
            $0.storage = MessageStorageStatus(name: "ME", used: 0, total: 100)
            $0.crowdedMemories = [MessageStorageStatus(name: "SM", used: 17, total: 20)]
        }
        #expect(checks[1].state == .warn)
        #expect(checks[1].text.hasPrefix("17 of 20 places of its memory SM are taken"))
    }

    @Test func `A box without a modem says so`() {
        let checks = LineChecks(statuses: [], clockTrust: .none).all
        #expect(checks.map(\.check) == ["modem", "clock"])
        #expect(checks.map(\.state) == [.fail, .warn])
    }

    @Test func `The status of a line that is not well says what to do`() async throws {
        var status = BoxUnderTest.modem()
        status.registration = .roaming
        let answer = try await BoxUnderTest(statuses: [status]).get("status")

        #expect(answer.body.contains(#""detail":"EE, -79 dBm, roaming: "#))
        #expect(answer.body.contains(#""fix":"catchline doctor""#))
        #expect(try await BoxUnderTest().get("status").body.contains(#""detail":null"#))
    }
}
