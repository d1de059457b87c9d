/// Who a simulated modem is, what its SIM and its network are like, and how fast it is.
package struct SimulatorSettings: Hashable, Sendable {
    package var imei = "490154203237518"
    package var iccid = "8944110068256270054"
    package var imsi = "234300000000001"
    package var ownNumber: String?
    package var networkOperator = "EE"
    package var serviceCentre = "+447958879879"

    /// Nil: the SIM asks for none.
    package var pin: String?
    package var pinAttempts = 3
    package var hasSIM = true
    /// 3GPP TS 27.007 §7.2: 1 home, 5 roaming, 2 searching, 3 denied, 0 none.
    package var registration = 1
    /// 3GPP TS 27.007 §8.5: 0 to 31, 99 unknown.
    package var signal = 22

    /// From the end of a command line to its answer.
    package var latency: Duration = .milliseconds(10)
    /// What the network takes to accept a text, beside the latency.
    package var networkDelay: Duration = .zero
    /// What the network says to service codes.
    package var services = SimulatedService.samples
    /// Sends the TP-MR that it is given; else it puts its own count in its place, as most modems do.
    package var keepsReference = false
    /// What it takes for that.
    package var serviceDelay: Duration = .seconds(1)
    /// From the acceptance of a text to its report, if one is asked for; nil: none comes.
    package var reportDelay: Duration? = .seconds(2)
    /// Bits a second; nil: the line has no rate, octets arrive at once.
    package var baud: Int? = 115_200
    /// From power to the boot lines.
    package var bootTime: Duration = .seconds(1)
    /// How often the family's noise is printed; nil: never.
    package var noiseInterval: Duration?

    /// Where a modem with two ports tells what nobody has asked for.
    package enum Announcing: Hashable, Sendable {
        case onFirstPort
        case onSecondPort
        case onBothPorts
    }
    package var announces = Announcing.onFirstPort

    /// Seconds since 1970 at time zero, for the time stamps of texts and the modem's clock.
    package var unixTime = 1_795_183_331
    package var zoneQuarters = 0

    package init() {}
}
