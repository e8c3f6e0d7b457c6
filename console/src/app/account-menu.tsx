/**
 * Who is signed in, with their roles; language, colour scheme, signing out.
 */
import { ActionIcon, Menu, Text, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useFigures } from "../words/figures.ts";
import { LANGUAGE_NAMES, LANGUAGES } from "../words/language.ts";
import { useLanguage, useWords, words } from "../words/words.ts";
import { ROLE_NAMES } from "./role-names.ts";
import { useMe } from "./session.ts";
import { useSignOut } from "./sign-out.ts";

const SCHEMES = ["auto", "light", "dark"] as const;

const WORDS = words({
  en: {
    account: "Account of",
    language: "Language",
    scheme: "Colours",
    out: "Sign out",
    auto: "As the system",
    light: "Light",
    dark: "Dark",
  },
  de: {
    account: "Konto von",
    language: "Sprache",
    scheme: "Farben",
    out: "Abmelden",
    auto: "Wie das System",
    light: "Hell",
    dark: "Dunkel",
  },
  sv: {
    account: "Konto för",
    language: "Språk",
    scheme: "Färger",
    out: "Logga ut",
    auto: "Som systemet",
    light: "Ljust",
    dark: "Mörkt",
  },
});

/** It opens inside of the header, where screen readers look for it; its first item takes the focus, not a place before it. */
export function AccountMenu() {
  const text = useWords(WORDS);
  const roles = useWords(ROLE_NAMES);
  const figures = useFigures();
  const me = useMe();
  const { language, speak } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return (
    <Menu width={240} position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`${text.account} ${me.name}`}>
          <IconUserCircle size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600}>{me.name}</Text>
          {me.roles.map(({ role, market }) => (
            <Text key={`${role} ${market ?? ""}`} size="sm">
              {market === null ? roles[role] : `${roles[role]} · ${figures.market(market)}`}
            </Text>
          ))}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{text.language}</Menu.Label>
        {LANGUAGES.map((each) => (
          <Menu.Item
            key={each}
            lang={each}
            rightSection={each === language ? <IconCheck size={16} /> : null}
            aria-current={each === language}
            onClick={() => {
              speak(each);
            }}
          >
            {LANGUAGE_NAMES[each]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{text.scheme}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme}
            rightSection={scheme === colorScheme ? <IconCheck size={16} /> : null}
            aria-current={scheme === colorScheme}
            onClick={() => {
              setColorScheme(scheme);
            }}
          >
            {text[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {text.out}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
