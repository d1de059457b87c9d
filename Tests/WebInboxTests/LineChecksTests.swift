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
        #expect(checks.map(\.check) == ["modem", "sim", "network", "clock"])
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
        let checks = checks(.failed) { $0.detail = "in use by another program (ModemManager, pid 612)" }
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

    @Test func `A line on which calls may not come in is warned of`() {
        let network = checks(.ready) { $0.detail = "The network takes texts from this SIM and no calls." }[2]
        #expect(network.state == .warn)
        #expect(network.text.hasSuffix(": The network takes texts from this SIM and no calls."))
    }

    @Test func `A SIM without room is warned of`() {
        let checks = checks(.ready) { $0.storage = MessageStorageStatus(name: "SM", used: 20, total: 20) }
        #expect(checks[1].state == .warn)
        #expect(checks[1].text == "its memory is full, 20 of 20: no text can come in")
    }

    @Test func `A box without a modem says so`() {
        let checks = LineChecks(statuses: [], clockTrust: .none).all
        #expect(checks.map(\.check) == ["modem", "clock"])
        #expect(checks.map(\.state) == [.fail, .warn])
    }
}
