namespace EcrProvider.Testing;

/// <summary>An apt repository of one folder in a bed, laid out and signed as pkgs.k8s.io's are: Release.key, InRelease, Packages.</summary>
/// <param name="bed">With gpg.</param>
/// <param name="folder">Absolute; its address is file:// and this.</param>
/// <param name="origin">As unattended-upgrades knows it.</param>
public sealed class FlatRepository(Bed bed, string folder, string origin)
{
    /// <summary>Copies packages of the bed there and signs anew, with a key that is made by the first call.</summary>
    public async Task AddAsync(params string[] packages) => await bed.RunAsync($$"""
        mkdir -p {{folder}}
        cp {{string.Join(' ', packages)}} {{folder}}
        cd {{folder}}
        for package in *.deb; do
            dpkg-deb --field "$package"
            echo "Filename: ./$package"
            echo "Size: $(stat -c %s "$package")"
            echo "SHA256: $(sha256sum < "$package" | cut -d ' ' -f 1)"
            echo
        done > Packages
        { echo 'Origin: {{origin}}'; echo "Date: $(date --utc -R)"; echo 'SHA256:'; echo " $(sha256sum < Packages | cut -d ' ' -f 1) $(stat -c %s Packages) Packages"; } > Release
        export GNUPGHOME=/root/signer{{folder.Replace('/', '-')}}
        if [ ! -e Release.key ]; then
            install -d -m 700 "$GNUPGHOME"
            gpg --quiet --batch --passphrase '' --quick-generate-key repository@bed rsa2048 sign never 2> /dev/null
            gpg --quiet --armor --export > Release.key
        fi
        gpg --quiet --batch --yes --clearsign --output InRelease Release
        gpgconf --kill all
        rm Release
        """).OrThrow();

    /// <summary>Puts beside the packages what `make repo` does: its key and its .sources, under the name of the origin.</summary>
    public async Task PublishAsync() => await bed.RunAsync($"""
        cd {folder}
        gpg --quiet --dearmor < Release.key > {origin}.gpg
        printf 'Types: deb\nURIs: file://{folder}/\nSuites: /\nSigned-By: /usr/share/keyrings/{origin}.gpg\n' > {origin}.sources
        """).OrThrow();
}
