import ArgumentParser

struct Completion: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a script that completes commands in your shell.",
        discussion: """
            EXAMPLES
              catchline completion bash > ~/.local/share/bash-completion/completions/catchline
              catchline completion fish > ~/.config/fish/completions/catchline.fish
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash
        case zsh
        case fish
    }

    func run() throws {
        let dialect: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        print(Catchline.completionScript(for: dialect))
    }
}
